import { buildKernel } from '#app/kernel.ts'
import { readyDatabase } from '#app/ready-database.ts'
import type { Config } from '#kernel/config/config.ts'
import type { Kernel } from '#kernel/context.ts'
import { openLog } from '#kernel/observe/log.ts'
import { externalPostgres } from '#kernel/postgres/external.ts'
import { startPostgres } from '#kernel/postgres/postgres.ts'
import { findRunning } from '#kernel/postgres/running.ts'

/** For commands: the database of a running product, or one started for as long as the command takes, migrated. */
export async function withKernel<T>(config: Config, run: (kernel: Kernel, applied: string[]) => Promise<T>): Promise<T> {
  const log = openLog({ logLevel: 'warn' })
  const admin = config.databaseUrl ? undefined : await findRunning(config.dataDir)
  const postgres = config.databaseUrl
    ? await externalPostgres(config.databaseUrl)
    : admin
      ? { admin, embedded: true, stop: () => Promise.resolve() }
      : await startPostgres({ dataDir: config.dataDir, log })
  try {
    const { urls, applied } = await readyDatabase(postgres, config.dataDir)
    const kernel = await buildKernel({ config, urls, log })
    try {
      return await run(kernel, applied)
    } finally {
      kernel.egress.close()
      await kernel.db.close()
    }
  } finally {
    await postgres.stop()
  }
}
