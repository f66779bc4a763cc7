import { setTimeout as sleep } from 'node:timers/promises'
import type { GroundLog } from './postgres.ts'

/** A server that runs. `tell` answers false when nobody is there any more to hear the signal. */
export type Ending = { tell(signal: NodeJS.Signals): boolean; isGone(): boolean | Promise<boolean> }

/** Shut down with its last page written; then at once, so that the next start recovers; then without asking. */
const ladder = [
  ['SIGINT', 15_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const

/** Ends a server as gently as it lets us. */
export async function endServer({ tell, isGone }: Ending, log?: GroundLog): Promise<void> {
  for (const [signal, patienceMs] of ladder) {
    if (!tell(signal)) return
    for (let waited = 0; waited < patienceMs; waited += 20) {
      if (await isGone()) return
      await sleep(20)
    }
    log?.warn(`PostgreSQL no terminó en ${patienceMs / 1000} s con ${signal}.`)
  }
}
