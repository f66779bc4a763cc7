import { pino } from 'pino'
import { z } from 'zod'
import type { Clock, Kernel } from '#kernel/context.ts'
import { openDatabase } from '#kernel/db/database.ts'
import { job } from '#kernel/jobs/job.ts'
import type { Module } from '#kernel/module.ts'
import type { DatabaseUrls } from '#kernel/postgres/provision.ts'

/** A kernel of nothing but its database, clock and modules. */
export function bareKernel(urls: Pick<DatabaseUrls, 'app' | 'platform'>, modules: readonly Module[], clock: Clock): Kernel {
  return {
    db: openDatabase(urls),
    clock,
    modules,
    log: pino({ level: 'silent' }),
    translator: () => (key: string) => key,
    settingsOf: () => Promise.resolve({ locale: 'es', zone: 'America/Argentina/Buenos_Aires' }),
    checksContracts: true,
    wake: { afterCommit: () => {} },
  } as unknown as Kernel
}

/** A job whose effect is one row, written in its own transaction. */
export const writeEffect = job({
  name: 'test.write-effect',
  payload: z.object({ n: z.int() }),
  async run(ctx, { n }) {
    await ctx.sql`insert into test.effect (n) values (${n})`
  },
})
