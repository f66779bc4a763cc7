import { createContext, useContext, useMemo, useRef, useSyncExternalStore } from 'react'

/** Conversations that somebody chose to do the same to. Lives as long as the list; null: nobody is choosing. */
export type Picked = {
  ids: () => ReadonlySet<string> | null
  start: () => void
  stop: () => void
  toggle: (id: string) => void
  /** Everything between the last one and this one. */
  extend: (id: string, order: readonly string[]) => void
  keep: (ids: readonly string[]) => void
  subscribe: (told: () => void) => () => void
}

/** As the server takes them in one question. */
export const mostPicked = 100

export function makePicked(): Picked {
  let ids: ReadonlySet<string> | null = null
  let last: string | null = null
  const listeners = new Set<() => void>()
  const set = (next: ReadonlySet<string> | null) => {
    ids = next
    for (const told of listeners) told()
  }
  const add = (more: readonly string[]) => set(new Set([...(ids ?? []), ...more].slice(0, mostPicked)))
  return {
    ids: () => ids,
    start: () => set(ids ?? new Set()),
    stop: () => {
      last = null
      set(null)
    },
    toggle: (id) => {
      last = id
      if (!ids?.has(id)) return add([id])
      set(new Set([...ids].filter((one) => one !== id)))
    },
    extend: (id, order) => {
      const [from, to] = [order.indexOf(last ?? id), order.indexOf(id)].toSorted((a, b) => a - b)
      last = id
      add(from === undefined || from < 0 || to === undefined ? [id] : order.slice(from, to + 1))
    },
    keep: (kept) => set(new Set(kept)),
    subscribe: (told) => {
      listeners.add(told)
      return () => void listeners.delete(told)
    },
  }
}

export const PickedContext = createContext<Picked | null>(null)

export function usePicking(): { picked: Picked; ids: ReadonlySet<string> | null } {
  const own = useRef<Picked>(undefined)
  const given = useContext(PickedContext)
  const picked = given ?? (own.current ??= makePicked())
  const ids = useSyncExternalStore(picked.subscribe, picked.ids)
  return useMemo(() => ({ picked, ids }), [picked, ids])
}
