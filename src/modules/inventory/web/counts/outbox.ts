import type { CountEntry } from '#inventory/contract/count.ts'
import { ApiProblem, isPassing } from '#web/api.ts'

/** Something that somebody counted and the server does not know yet. A code is one that was not on the sheet and could not be looked up. */
export type Waiting = { key: string; countId: string } & (
  | { kind: 'entry'; entry: Omit<CountEntry, 'id'> }
  | { kind: 'code'; code: string; countedAt: string }
)

const againMs = 4_000

type Door = {
  /** Where it waits: of one organization on one device. */
  place: string
  send: (one: Waiting) => Promise<void>
  onRefused: (problem: ApiProblem, one: Waiting) => void
}

/**
 * What was counted leaves in the order in which it was. Without a connection it waits here, also when the phone is switched
 * off meanwhile; the key makes sure that it is counted once.
 */
export function makeOutbox({ place, send, onRefused }: Door) {
  let waiting: readonly Waiting[] = kept(place)
  let isSending = false
  let isClosed = true
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()

  const set = (next: readonly Waiting[]) => {
    waiting = next
    keep(place, waiting)
    listeners.forEach((listener) => listener())
  }

  async function goOn(): Promise<void> {
    if (isSending) return
    isSending = true
    clearTimeout(timer)
    try {
      for (let first = waiting[0]; first !== undefined && !isClosed; first = waiting[0]) {
        try {
          await send(first)
        } catch (error) {
          if (isPassing(error)) {
            timer = setTimeout(() => void goOn(), againMs)
            return
          }
          onRefused(error instanceof ApiProblem ? error : new ApiProblem({ code: 'web.broken', status: 0 }), first)
        }
        // Others may have been added while this one was on its way; it is still the first.
        set(waiting.slice(1))
      }
    } finally {
      isSending = false
    }
  }

  const online = () => void goOn()
  return {
    put(one: Waiting): void {
      set([...waiting, one])
      void goOn()
    },
    start(): () => void {
      isClosed = false
      window.addEventListener('online', online)
      void goOn()
      return () => {
        isClosed = true
        clearTimeout(timer)
        window.removeEventListener('online', online)
      }
    },
    listen(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    now: () => waiting,
  }
}
export type Outbox = ReturnType<typeof makeOutbox>

function kept(place: string): readonly Waiting[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    return Array.isArray(read) ? (read as Waiting[]) : []
  } catch {
    return []
  }
}

function keep(place: string, waiting: readonly Waiting[]): void {
  try {
    if (waiting.length === 0) localStorage.removeItem(place)
    else localStorage.setItem(place, JSON.stringify(waiting))
  } catch {
    // A phone that keeps nothing still sends what is counted while the page is open.
  }
}
