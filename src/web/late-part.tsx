import { type ComponentType, createElement, type ReactNode, Suspense, use, useSyncExternalStore } from 'react'
import { bring, type Hindrance, patienceMs } from '#web/late-code.ts'
import { Floating, Missing, QuietlyMissing, Waiting } from '#web/late-places.tsx'

export type LatePart<P> = ComponentType<P> & {
  /** Brings it before it is drawn; then it is drawn without a place holder. Never rejects. */
  fetch: () => Promise<void>
}

type Load<P> = () => Promise<ComponentType<P>>
type State<P> = { part?: ComponentType<P>; hindrance?: Hindrance }
type Lack<P> = { props: P; hindrance: Hindrance; onRetry: () => void }

/**
 * A part of a page whose code comes when it is first drawn; `Suspense` above says what stands there meanwhile. What does
 * not arrive is asked for again (late-code.ts); in the end a line in its place says so, and the page stays. What comes after
 * all stands there then.
 */
export const latePart = <P extends object>(load: Load<P>): LatePart<P> =>
  lateWith(load, ({ hindrance, onRetry }) => <Missing hindrance={hindrance} onRetry={onRetry} />)

/** For what nobody has asked for and nobody misses: until it arrives there is nothing. */
export const lateExtra = <P extends object>(load: Load<P>): LatePart<P> =>
  lateWith(load, ({ hindrance, onRetry }) => <QuietlyMissing hindrance={hindrance} onRetry={onRetry} />)

/** One among many in a column: that there is no connection is said once for all of them, above the page. */
export const latePanel = <P extends object>(load: Load<P>): LatePart<P> =>
  lateWith(load, ({ hindrance, onRetry }) =>
    hindrance === 'offline' ? (
      <QuietlyMissing hindrance={hindrance} onRetry={onRetry} />
    ) : (
      <Missing hindrance={hindrance} onRetry={onRetry} />
    ),
  )

/** A dialog or a sheet: it has no place in the page, and needs no `Suspense`. `Meanwhile` stands for it until it is there. */
export function lateDialog<P extends { onClose: () => void; isOpen?: boolean }>(
  load: Load<P>,
  Meanwhile: ComponentType<P> = Waiting,
): ComponentType<P> {
  const isShown = ({ isOpen = true }: P) => isOpen
  const Part = lateWith(load, ({ props, hindrance, onRetry }) => (
    <Floating isShown={isShown(props)} onClose={props.onClose}>
      <Missing hindrance={hindrance} onRetry={onRetry} />
    </Floating>
  ))
  return function LateDialog(props) {
    return (
      <Suspense fallback={isShown(props) && <Meanwhile {...props} />}>
        <Part {...props} />
      </Suspense>
    )
  }
}

function lateWith<P extends object>(load: Load<P>, lack: (lack: Lack<P>) => ReactNode): LatePart<P> {
  let state: State<P> = {}
  let arriving: Promise<void> | null = null
  let asked: Promise<void> | null = null
  const listeners = new Set<() => void>()
  const become = (next: State<P>) => {
    state = next
    listeners.forEach((listener) => listener())
  }

  const arrive = () => {
    arriving ??= bring(load).then((brought) => {
      arriving = null
      become('code' in brought ? { part: brought.code } : { hindrance: brought.hindrance })
    })
    return arriving
  }
  const ask = () => {
    asked ??= Promise.race([arrive(), new Promise((resolve) => setTimeout(resolve, patienceMs))]).then(() => {
      asked = null
      if (arriving) become({ hindrance: 'slow' })
    })
    return asked
  }
  const forget = () => {
    if (state.hindrance) become({})
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      // Whoever opens it again asks again.
      if (listeners.size === 0) forget()
    }
  }

  function Part(props: P): ReactNode {
    const { part, hindrance } = useSyncExternalStore(subscribe, () => state)
    if (part) return createElement(part, props)
    if (hindrance) return lack({ props, hindrance, onRetry: forget })
    return <Arrival />
  }
  // Of its own: a component that has waited by `use` once has to call it each time.
  function Arrival(): ReactNode {
    use(ask())
    return null
  }
  const fetch = () => ask().then(() => void (listeners.size === 0 && forget()))
  return Object.assign(Part, { fetch })
}
