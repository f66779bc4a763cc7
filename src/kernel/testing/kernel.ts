import { after } from 'node:test'
import { openPasswords } from '#kernel/auth/passwords.ts'
import { loadConfig } from '#kernel/config/config.ts'
import { inTenant, type Kernel } from '#kernel/context.ts'
import { newId } from '#kernel/contract/ids.ts'
import { openDatabase } from '#kernel/db/database.ts'
import { translator } from '#kernel/i18n/messages.ts'
import type { Module } from '#kernel/module.ts'
import { openLog } from '#kernel/observe/log.ts'
import { openMetrics } from '#kernel/observe/metrics.ts'
import { testClock, type TestClock } from '#kernel/testing/clock.ts'
import { stopTestPostgres, testPostgres } from '#kernel/testing/postgres.ts'

type NewOrg = { name: string; isDemo: boolean }
type TestKernel = { kernel: Kernel; clock: TestClock; openOrganization(id: string, org: NewOrg): Promise<{ brandId: string }> }

let built: Promise<TestKernel> | undefined

/** One kernel per test process, over this process's database; ended with the process's tests. */
export function testKernel(): Promise<TestKernel> {
  return (built ??= build())
}

// Declared while the file loads: inside a test it would run when that test ends, and take the server from the others.
after(async () => {
  const started = await built?.catch(() => undefined)
  await started?.kernel.db.close()
  await stopTestPostgres()
})

// While the parts are being built, a part that is missing is absent instead of fatal.
const maybe = async (load: () => Promise<any>): Promise<any> => load().catch((error: { code?: string }) => {
  if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined
  throw error
})

async function build(): Promise<TestKernel> {
  const { urls, dataDir } = await testPostgres()
  const clock = testClock()
  const config = loadConfig({ NODE_ENV: 'test', YAPA_DATA: dataDir, YAPA_LOG_LEVEL: 'fatal' })
  const db = openDatabase({ app: urls.app, platform: urls.platform })
  const modules: Module[] = []
  for (const path of ['#kernel/kernel-module.ts', '#identity/server/module.ts', '#crm/server/module.ts', '#conversations/server/module.ts', '#analytics/server/module.ts', '#platform/server/module.ts']) {
    const loaded = await maybe(() => import(path))
    if (loaded) modules.push(loaded.default ?? loaded.kernelModule)
  }
  const [crypto, files, mail, egress] = await Promise.all([
    import('#kernel/crypto/crypto.ts').then(({ openCrypto }) => openCrypto({ dataDir, db })),
    maybe(() => import('#kernel/files/files.ts' as string)).then((part) => part?.openFiles({ dataDir })),
    maybe(() => import('#kernel/mail/mail.ts' as string)).then((part) => part?.openMail({ config })),
    maybe(() => import('#kernel/egress/egress.ts' as string)).then((part) => part?.openEgress({ allow: ['127.0.0.1', 'localhost'] })),
  ])
  const kernel: Kernel = {
    config, db, crypto, files, mail, egress, modules, clock, translator,
    passwords: openPasswords({ cost: { memory: 64, passes: 1, parallelism: 1 } as never }),
    log: openLog(config),
    metrics: openMetrics(),
    startedAt: Date.now(),
    settingsOf: () => Promise.resolve({ locale: 'es', zone: 'America/Argentina/Buenos_Aires' }),
    checksContracts: true,
    wake: { afterCommit: () => {} },
  }
  return {
    kernel,
    clock,
    openOrganization: (id, org) =>
      inTenant(kernel, { org: id, actor: { kind: 'system', name: 'test' }, locale: 'es', zone: 'America/Argentina/Buenos_Aires', requestId: newId() }, async (ctx) => {
        const identity = await maybe(() => import('#identity/server/public.ts'))
        if (!identity) {
          const { insert } = await import('#identity/server/organizations/organizations.store.ts')
          await insert(ctx, { name: org.name, slug: `shop-${id}`, locale: 'es', zone: 'America/Argentina/Buenos_Aires', currency: 'ARS', country: 'AR', lineOfBusiness: 'food', isDemo: org.isDemo })
          return { brandId: newId() }
        }
        return identity.createOrganization(ctx, {
          name: org.name,
          locale: 'es',
          zone: 'America/Argentina/Buenos_Aires',
          currency: 'ARS',
          country: 'AR',
          lineOfBusiness: 'food',
          isDemo: org.isDemo,
          brand: { name: org.name, color: '#c2410c' },
        })
      }),
  }
}
