import type { QueryClient } from '@tanstack/react-query'
import { getKitchen, prepareLines, seeTicket } from '#orders/contract/kitchen-api.ts'
import { moveOrder } from '#orders/contract/order-api.ts'
import { tapped, type Tap } from '#orders/web/kitchen/tapped.ts'
import { ApiProblem, call, isPassing } from '#web/api.ts'

/** A tap that is not with the server yet, under the key that makes a repetition of it harmless. */
export type KeptTap = { key: string; tap: Tap }

const againMs = 4_000

/**
 * Taps leave one after the other, in their order. Without a connection they wait here, also when the tablet is switched
 * off meanwhile, and the screen shows them as done all the same, and how many wait.
 */
export function makeTaps({
  queryClient,
  place,
  onRefused,
}: {
  queryClient: QueryClient
  /** Where they wait: of one organization on one device. */
  place: string
  onRefused: (problem: ApiProblem, tap: Tap) => void
}) {
  let waiting: readonly KeptTap[] = kept(place)
  let isSending = false
  let isStuck = false
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown = { waiting, isStuck }
  const listeners = new Set<() => void>()

  const set = (next: readonly KeptTap[], stuck: boolean) => {
    waiting = next
    isStuck = stuck
    shown = { waiting, isStuck }
    keep(place, waiting)
    listeners.forEach((listener) => listener())
  }

  async function send(): Promise<void> {
    if (isSending) return
    isSending = true
    clearTimeout(timer)
    try {
      for (let first = waiting[0]; first !== undefined && !isClosed; first = waiting[0]) {
        const { key, tap } = first
        try {
          await deliver(tap, key)
        } catch (error) {
          if (isPassing(error)) {
            set(waiting, true)
            timer = setTimeout(() => void send(), againMs)
            return
          }
          set(waiting.slice(1), false)
          onRefused(error instanceof ApiProblem ? error : new ApiProblem({ code: 'web.broken', status: 0 }), tap)
          void queryClient.invalidateQueries({ queryKey: [getKitchen.path] })
          continue
        }
        await settle(queryClient, tap)
        set(waiting.slice(1), false)
      }
    } finally {
      isSending = false
    }
  }

  const goOn = () => void send()
  return {
    press(tap: Tap, key: string): void {
      set([...waiting, { key, tap }], isStuck)
      void send()
    },
    start(): () => void {
      isClosed = false
      window.addEventListener('online', goOn)
      void send()
      return () => {
        isClosed = true
        clearTimeout(timer)
        window.removeEventListener('online', goOn)
      }
    },
    listen(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    now: () => shown,
  }
}
export type Taps = ReturnType<typeof makeTaps>

const deliver = (tap: Tap, idempotencyKey: string): Promise<unknown> => {
  const options = { idempotencyKey, timeoutMs: 10_000 }
  if (tap.kind === 'lines') return call(prepareLines, tap.input, options)
  if (tap.kind === 'seen') return call(seeTicket, tap.input, options)
  return call(moveOrder, { id: tap.input.id, state: 'preparing' }, options)
}

/** What the server took stays on the screen until its own word of it comes. */
async function settle(queryClient: QueryClient, tap: Tap): Promise<void> {
  const queryKey = [getKitchen.path]
  await queryClient.cancelQueries({ queryKey })
  queryClient.setQueriesData<{ tickets: Parameters<typeof tapped>[0]; isCut: boolean }>({ queryKey }, (last) =>
    last ? { ...last, tickets: tapped(last.tickets, [tap], new Date().toISOString()) } : last,
  )
  void queryClient.invalidateQueries({ queryKey })
}

function kept(place: string): readonly KeptTap[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    return Array.isArray(read) ? (read as KeptTap[]) : []
  } catch {
    return []
  }
}

function keep(place: string, taps: readonly KeptTap[]): void {
  try {
    if (taps.length === 0) localStorage.removeItem(place)
    else localStorage.setItem(place, JSON.stringify(taps))
  } catch {
    // A device that keeps nothing still sends what is tapped while it is on.
  }
}
