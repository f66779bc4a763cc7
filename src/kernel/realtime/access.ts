import type { Logger } from 'pino'
import type { Principal } from '#kernel/auth/principal.ts'
import type { Database } from '#kernel/db/database.ts'
import type { Hall } from '#kernel/realtime/hall.ts'
import { seeTheSame, viewerOf, type Credentials, type Line } from '#kernel/realtime/line.ts'
import { closing } from '#kernel/realtime/protocol.ts'
import type { MayWatch } from '#kernel/realtime/watching.ts'

/** Asks who stands behind these credentials now. */
export type Identify = (credentials: Credentials) => Promise<{ principal: Principal | null }>

const lookMs = 5_000
const trustedForMs = 60_000
/** What remembers credentials hears of a change over a connection of its own, perhaps after us: we ask twice. */
const secondLookMs = 500
const atOnce = 4

/**
 * Ends sockets whose session, membership or rights are gone: at once when NOTIFY `access` tells so, and by asking
 * every minute. A socket whose rights changed is ended too: the browser comes back with the new ones.
 */
export async function startAccess(db: Database, hall: Hall, identify: Identify, mayWatch: MayWatch, log: Logger) {
  async function check(line: Line): Promise<void> {
    line.checkedAt = Date.now()
    const { principal } = await identify(line.credentials)
    if (!line.isOpen()) return
    if (!principal?.person || principal.person.id !== line.person.id || principal.orgId === null) {
      line.send({ revoked: true })
      return line.close(closing.revoked, 'session ended')
    }
    if (!seeTheSame(viewerOf(principal), line.viewer)) return line.close(closing.revoked, 'rights changed')
    const topics = [...line.topics]
    const allowed = new Set(await mayWatch(principal, topics))
    const denied = topics.filter((topic) => !allowed.has(topic))
    if (denied.length === 0 || !line.isOpen()) return
    for (const topic of denied) hall.unfollow(line, topic)
    line.send({ denied })
  }

  async function checkAll(lines: Iterable<Line>): Promise<void> {
    const queue = [...lines][Symbol.iterator]()
    const work = async (): Promise<void> => {
      for (const line of queue)
        await check(line).catch((error: unknown) =>
          log.warn({ err: error }, 'the rights behind a socket could not be read and stay for now'),
        )
    }
    await Promise.all(Array.from({ length: atOnce }, work))
  }

  function concerned(payload: string): Line[] {
    const { personId, orgId, sessionId } = JSON.parse(payload) as {
      personId?: string | null
      orgId?: string | null
      sessionId?: string | null
    }
    const lines = personId ? hall.ofPerson(personId) : orgId ? hall.ofOrg(orgId) : hall.lines
    return [...lines].filter(
      (line) => (!orgId || line.org === orgId) && (!sessionId || !line.principal.sessionId || line.principal.sessionId === sessionId),
    )
  }

  const seconds = new Set<NodeJS.Timeout>()
  function hear(payload: string): void {
    const lines = concerned(payload)
    if (lines.length === 0) return
    void checkAll(lines)
    const timer = setTimeout(() => {
      seconds.delete(timer)
      void checkAll(lines.filter((line) => line.isOpen()))
    }, secondLookMs)
    seconds.add(timer)
  }

  const listener = await db.listen('access', hear, () => void checkAll(hall.lines))
  const timer = setInterval(() => {
    const now = Date.now()
    void checkAll([...hall.lines].filter((line) => now - line.checkedAt > trustedForMs))
  }, lookMs)
  timer.unref()

  return {
    async stop() {
      clearInterval(timer)
      for (const second of seconds) clearTimeout(second)
      await listener.close()
    },
  }
}
