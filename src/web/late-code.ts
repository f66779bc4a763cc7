import { whenBack } from '#web/connection.ts'
import { bringStyles } from '#web/late-styles.ts'

/** Why code did not arrive: there is no connection, a release took it away, it is still on its way, or nobody knows. */
export type Hindrance = 'offline' | 'replaced' | 'slow' | 'unknown'

type Brought<T> = { code: T } | { hindrance: Hindrance; error: unknown }

const pausesMs = [500, 1500, 3000]

/** Fetches code and its styles. Asks again after growing pauses, and at once when the connection comes back. */
export async function bring<T>(load: () => Promise<T>): Promise<Brought<T>> {
  for (let failures = 0; ; failures++) {
    try {
      const code = await load()
      await bringStyles()
      return { code }
    } catch (error) {
      const hindrance = await hindranceNow()
      const pause = pausesMs[failures]
      if (pause === undefined || hindrance === 'replaced' || !navigator.onLine) return { hindrance, error }
      await pauseOrBack(pause)
    }
  }
}

/** The entry carries the hash of all it leads to: where it is gone, so may be any other file of this page. */
function hindranceNow(): Promise<Hindrance> {
  const entry = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src ?? '/'
  return fetch(entry, { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(10_000) }).then(
    ({ status }) => (status === 404 ? 'replaced' : 'unknown'),
    () => 'offline',
  )
}

const pauseOrBack = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    const stop = whenBack(end)
  })
