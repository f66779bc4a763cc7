import { join } from 'node:path'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findMissingDemos, type MissingDemo } from '#app/demo/missing.ts'
import { buildKernel } from '#app/kernel.ts'
import { readyDatabase } from '#app/ready-database.ts'
import { startHttp, type RunningHttp } from '#app/roles/http.ts'
import { startSimulators, type Simulators } from '#app/simulators/simulators.ts'
import { type RunningWorkers, startRelayOnly, startWorkers } from '#app/roles/worker.ts'
import type { Config } from '#kernel/config/config.ts'
import { settlePorts } from '#kernel/config/ports.ts'
import type { Kernel } from '#kernel/context.ts'
import type { Connection } from '#kernel/db/database.ts'
import { openLog } from '#kernel/observe/log.ts'
import { externalPostgres } from '#kernel/postgres/external.ts'
import { keep } from '#kernel/postgres/data-folder.ts'
import { startPostgres, type RunningPostgres } from '#kernel/postgres/postgres.ts'

export type Product = {
  kernel: Kernel
  address: string
  /** The owner of the tables, for what happens before anything is served. */
  owner: Connection
  missingDemos: readonly MissingDemo[]
  /** The first data are in: from now on everybody is answered. Where none are missing, that is so from the beginning. */
  open(): void
  stop(): Promise<void>
  /** To call again once a demo was loaded. */
  startSimulators(): Promise<void>
}

export const webFolder = fileURLToPath(new URL('../../dist/web', import.meta.url))

/** Starts everything this process is for, in order, and gives back how to stop it in the reverse one. */
export async function startProduct(asked: Config, version: string): Promise<Product> {
  const config = await settlePorts(asked)
  const log = openLog(config)
  const folder = await keep(config.dataDir, version, { isShared: config.databaseUrl !== undefined })
  const postgres: RunningPostgres = config.databaseUrl
    ? await externalPostgres(config.databaseUrl)
    : await startPostgres({ dataDir: config.dataDir, log, folder })
  const parts: { stop(): Promise<void> }[] = [postgres, { stop: () => folder.release() }]
  try {
    const { urls } = await readyDatabase(postgres, config.dataDir)
    const kernel = await buildKernel({ config, urls, log })
    parts.unshift({ stop: () => kernel.db.close() })
    let workers: RunningWorkers | undefined
    parts.unshift({ stop: async () => workers?.stop() })
    const missingDemos = await findMissingDemos(kernel)
    let isOpen = missingDemos.length === 0
    let http: RunningHttp | undefined
    if (config.roles.includes('http')) {
      const screens = existsSync(join(webFolder, 'index.html')) ? webFolder : undefined
      http = await startHttp(kernel, { webFolder: screens, isOpen: () => isOpen })
      parts.unshift(http)
      await folder.announce(http.address)
    }
    let simulators: Simulators | undefined
    parts.unshift({ stop: async () => simulators?.stop() })
    const beginSimulation = async (): Promise<void> => {
      if (!config.roles.includes('http')) return
      await simulators?.stop()
      simulators = await startSimulators(kernel)
    }
    await beginSimulation()
    const work = (): void => void (workers ??= config.roles.includes('worker') ? startWorkers(kernel) : startRelayOnly(kernel))
    // Jobs that are due at once may call the simulated provider: nobody there would be taken for a provider that is ill.
    // What follows from a demo is done once all of it is there: much of it together, and not in the way of the loading.
    if (isOpen) work()
    return {
      kernel,
      owner: urls.owner,
      address: http?.address ?? '',
      missingDemos,
      open() {
        isOpen = true
        work()
      },
      stop: () => stopAll(parts),
      startSimulators: beginSimulation,
    }
  } catch (error) {
    await stopAll(parts).catch(() => {})
    throw error
  }
}

async function stopAll(parts: readonly { stop(): Promise<void> }[]): Promise<void> {
  for (const part of parts) await part.stop()
}
