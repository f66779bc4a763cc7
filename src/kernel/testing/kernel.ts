import { after } from 'node:test'
import { modules } from '#app/modules.ts'
import * as tenants from '#identity/server/tenants.ts'
import { openPasswords } from '#kernel/auth/passwords.ts'
import { loadConfig } from '#kernel/config/config.ts'
import { inTenant, type Kernel } from '#kernel/context.ts'
import { newId } from '#kernel/contract/ids.ts'
import { openCrypto } from '#kernel/crypto/crypto.ts'
import { openDatabase } from '#kernel/db/database.ts'
import { openEgress } from '#kernel/egress/egress.ts'
import { openFiles } from '#kernel/files/files.ts'
import { translator } from '#kernel/i18n/messages.ts'
import { openMail } from '#kernel/mail/mail.ts'
import { openLog } from '#kernel/observe/log.ts'
import { openInFlight } from '#kernel/http/in-flight.ts'
import { openMetrics } from '#kernel/observe/metrics.ts'
import { testClock, type TestClock } from '#kernel/testing/clock.ts'
import { stopTestPostgres, testPostgres } from '#kernel/testing/postgres.ts'

type NewOrg = { name: string; isDemo: boolean }
type TestKernel = { kernel: Kernel; clock: TestClock; openOrganization(id: string, org: NewOrg): Promise<{ brandId: string }> }

let built: Promise<TestKernel> | undefined
let fileNow: string | undefined

/**
 * One kernel per test process, over this process's database; ended with the process's tests. Files that share the process
 * each begin at the same time of day, whatever those before them did to the clock.
 */
export async function testKernel(file?: string): Promise<TestKernel> {
  const kernel = await (built ??= build())
  if (file !== undefined && file !== fileNow) kernel.clock.restart()
  fileNow = file ?? fileNow
  return kernel
}

// Declared while the file loads: inside a test it would run when that test ends, and take the server from the others.
after(async () => {
  const started = await built?.catch(() => undefined)
  await started?.kernel.db.close()
  await stopTestPostgres()
})

const region = { locale: 'es', zone: 'America/Argentina/Buenos_Aires' } as const

async function build(): Promise<TestKernel> {
  const { urls, dataDir } = await testPostgres()
  const clock = testClock()
  const config = loadConfig({ NODE_ENV: 'test', YAPA_DATA: dataDir, YAPA_LOG_LEVEL: 'fatal' })
  const db = openDatabase({ app: urls.app, platform: urls.platform })
  const kernel: Kernel = {
    config,
    db,
    modules,
    clock,
    translator,
    crypto: await openCrypto({ dataDir, db, clock }),
    files: await openFiles({ dataDir, clock }),
    mail: openMail({ config }),
    egress: openEgress({ allow: ['127.0.0.1', 'localhost'] }),
    // Cheap on purpose: what hashing costs is tested where it is built.
    passwords: openPasswords({ cost: { memory: 64, passes: 1, parallelism: 1 } }),
    log: openLog(config),
    metrics: openMetrics(),
    inFlight: openInFlight(),
    startedAt: Date.now(),
    settingsOf: () => Promise.resolve(region),
    checksContracts: true,
    wake: { afterCommit: () => {} },
  }
  const openOrganization = (id: string, { name, isDemo }: NewOrg): Promise<{ brandId: string }> =>
    inTenant(kernel, { org: id, actor: { kind: 'system', name: 'test' }, requestId: newId(), ...region }, (ctx) =>
      tenants.createOrganization(ctx, {
        name,
        isDemo,
        ...region,
        currency: 'ARS',
        country: 'AR',
        lineOfBusiness: 'food',
        brand: { name, color: '#c2410c' },
      }),
    )
  return { kernel, clock, openOrganization }
}
