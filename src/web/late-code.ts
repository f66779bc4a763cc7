import { whenBack } from '#web/connection.ts'

/**
 * Why code did not arrive: there is no connection, or hardly one (`weak`), a release took it away, or nobody knows. What
 * is `slow` is still on its way.
 */
export type Hindrance = 'offline' | 'weak' | 'replaced' | 'slow' | 'unknown'

type Brought<T> = { code: T } | { hindrance: Hindrance; error: unknown }

/** A file that neither comes nor fails, as on a stalled line, is waited for no longer without a word. */
export const patienceMs = 20_000

const pausesMs = [500, 1500, 3000]

/** Fetches code, which comes with its styles (late-files.ts). Asks again after growing pauses, and at once when the connection comes back. */
export async function bring<T>(load: () => Promise<T>): Promise<Brought<T>> {
  for (let failures = 0; ; failures++) {
    try {
      return { code: await load() }
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
    (reason: Error) => (reason.name === 'TimeoutError' ? 'weak' : 'offline'),
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
