import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Has a process end, unless it did already, and waits for it; resolves to the milliseconds it took. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number> {
  const since = performance.now()
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
  return performance.now() - since
}
