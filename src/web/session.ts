import { type QueryClient, useQuery } from '@tanstack/react-query'
import { anyone, member, type Permission, signedIn } from '#kernel/contract/declare.ts'
import type { Session } from '#identity/contract/session.ts'
import { getSession } from '#identity/contract/api.ts'
import { answerOf, ApiProblem, call, isOffline } from '#web/api.ts'
import { apiQuery } from '#web/query.ts'

export type { Session }

declare global {
  // The first answer is asked for by index.html itself, before any code has arrived.
  var yapaBoot: Promise<Response> | undefined
}

const memory = 'yapa.session'

/** The last session seen on this device, so that the shell opens without a connection. It holds no secret. */
const remembered = (): Session | undefined => {
  try {
    const text = localStorage.getItem(memory)
    return text ? (JSON.parse(text) as Session) : undefined
  } catch {
    return undefined
  }
}

let place: string | null = null
const look = ({ headers }: Response) => {
  place = headers.get('x-live-place') ?? place
}

/** Where the server's sequence of happenings stood before this session was told, and so before anything else was read. */
export const placeOfSession = (): string | null => place

export const forgetSession = () => localStorage.removeItem(memory)

export const sessionQuery = {
  ...apiQuery(getSession, {}),
  staleTime: 5 * 60_000,
  gcTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }: { signal?: AbortSignal } = {}): Promise<Session> => {
    const boot = globalThis.yapaBoot
    globalThis.yapaBoot = undefined
    try {
      const answer = boot ? await bootAnswer(boot) : await call(getSession, {}, { look, ...(signal && { signal }) })
      localStorage.setItem(memory, JSON.stringify(answer))
      return answer
    } catch (error) {
      const last = isOffline(error) ? remembered() : undefined
      if (last) return last
      if (error instanceof ApiProblem && error.status === 401) forgetSession()
      throw error
    }
  },
}

async function bootAnswer(boot: Promise<Response>): Promise<Session> {
  const response = await boot.catch(offline)
  look(response)
  return (await answerOf(response)) as Session
}

const offline = () => {
  throw new ApiProblem({ code: 'web.offline', status: 0 })
}

/** The session, or null when nobody is signed in. Other failures (no connection and never been here) are thrown. */
export async function findSession(queryClient: QueryClient): Promise<Session | null> {
  try {
    return await queryClient.ensureQueryData(sessionQuery)
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null
    throw error
  }
}

/** Who looks at the screen. Only inside the frame, where there is always somebody. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery)
  if (!data) throw new Error('useSession outside of the frame')
  return data
}

/** What no role has to give. */
const everybodys: ReadonlySet<string> = new Set([anyone, signedIn, member].map(({ code }) => code))

export const may = (session: Session, permission: Permission | undefined): boolean =>
  !permission || everybodys.has(permission.code) || session.permissions.includes(permission.code)

/** What this person may do: `const may = useMay()`, then `may(canReply) && <Button/>`. The server decides again. */
export function useMay(): (permission: Permission | undefined) => boolean {
  const session = useSession()
  return (permission) => may(session, permission)
}
