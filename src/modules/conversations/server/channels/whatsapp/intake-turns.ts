import { unavailable } from '#kernel/problem.ts'

/**
 * Deliveries about one customer take turns before they reach the database: there they would wait for each other holding a
 * connection each, and a flood of one customer would leave none for the others. Whoever waits goes in together with the next
 * ones, so that ten thousand messages are a few dozen transactions. Nothing is acknowledged before it is durable.
 */
export type Turns<T> = { take(key: string, item: T, work: (items: readonly T[]) => Promise<void>): Promise<void> }

type Waiting<T> = { item: T; done: () => void; failed: (error: unknown) => void }

/** `most` may wait for one key, beyond that the provider is told to come back later; `together` go in at once. */
export function turns<T>({ most, together }: { most: number; together: number }): Turns<T> {
  const lines = new Map<string, Waiting<T>[]>()

  async function serve(key: string, line: Waiting<T>[], work: (items: readonly T[]) => Promise<void>): Promise<void> {
    while (line.length > 0) {
      const group = line.splice(0, together)
      await run(group, work)
    }
    lines.delete(key)
  }

  async function run(group: readonly Waiting<T>[], work: (items: readonly T[]) => Promise<void>): Promise<void> {
    try {
      await work(group.map(({ item }) => item))
      for (const { done } of group) done()
    } catch (error) {
      const [only] = group
      if (group.length === 1 && only) return only.failed(error)
      // One of them is to blame; the others must not be delivered again because of it.
      for (const one of group) await run([one], work)
    }
  }

  return {
    take(key, item, work) {
      const line = lines.get(key)
      if (line && line.length >= most) return Promise.reject(unavailable())
      const { promise, resolve: done, reject: failed } = Promise.withResolvers<void>()
      if (line) line.push({ item, done, failed })
      else {
        const begun = [{ item, done, failed }]
        lines.set(key, begun)
        void serve(key, begun, work)
      }
      return promise
    },
  }
}
