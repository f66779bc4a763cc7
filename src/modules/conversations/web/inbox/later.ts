import { type ComponentType, lazy, type LazyExoticComponent } from 'react'

type Loaded<P> = { default: ComponentType<P> }

/**
 * A component whose code comes after the first screen. `fetch` brings it beforehand; from then on it is drawn at once,
 * where plain `lazy` would show its fallback for a moment even then.
 */
export function later<P>(load: () => Promise<ComponentType<P>>): {
  View: LazyExoticComponent<ComponentType<P>>
  fetch: () => Promise<unknown>
} {
  let known: Loaded<P> | null = null
  let asked: Promise<Loaded<P>> | null = null
  const fetch = () => {
    asked ??= load().then(
      (component) => (known = { default: component }),
      (error: unknown) => {
        asked = null
        throw error
      },
    )
    return asked
  }
  // A thenable on purpose: React draws what answers at once without suspending, which a promise never does.
  // oxlint-disable-next-line unicorn/no-thenable
  const ready = () => ({ then: (done: (loaded: Loaded<P>) => void) => done(known as Loaded<P>) }) as unknown as Promise<Loaded<P>>
  return { View: lazy(() => (known ? ready() : fetch())), fetch }
}
