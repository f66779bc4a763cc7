import type { QueryClient } from '@tanstack/react-query'
import type { Happening } from '#web/live.ts'

/**
 * An answer that was on its way while something happened may be from before it, and would undo on the screen what had
 * just been told. So each awaited answer collects what happens meanwhile, and it is applied once more when the answer is
 * there. Applying twice changes nothing: handlers put what they are told in place of what was.
 */
export function makeReplay(queryClient: QueryClient, apply: (happening: Happening) => void) {
  const meanwhile = new Map<string, Happening[]>()

  const stop = queryClient.getQueryCache().subscribe((event) => {
    const { queryHash, state } = event.query
    if (event.type === 'removed') return void meanwhile.delete(queryHash)
    if (event.type !== 'updated') return
    if (event.action.type === 'fetch') return void meanwhile.set(queryHash, [])
    if (state.fetchStatus !== 'idle') return
    const happenings = meanwhile.get(queryHash) ?? []
    meanwhile.delete(queryHash)
    if (event.action.type === 'success') happenings.forEach(apply)
  })

  return {
    keep: (happening: Happening) => meanwhile.forEach((happenings) => happenings.push(happening)),
    stop() {
      stop()
      meanwhile.clear()
    },
  }
}
