import type { Logger } from 'pino'
import { modules } from '#app/modules.ts'
import type { Config } from '#kernel/config/config.ts'
import { systemClock, type Clock, type Kernel, type OrgSettings } from '#kernel/context.ts'
import { openCrypto } from '#kernel/crypto/crypto.ts'
import { openDatabase } from '#kernel/db/database.ts'
import { openEgress } from '#kernel/egress/egress.ts'
import { openFiles } from '#kernel/files/files.ts'
import { translator } from '#kernel/i18n/messages.ts'
import { platformOrg } from '#kernel/contract/ids.ts'
import { openMail } from '#kernel/mail/mail.ts'
import { openInFlight } from '#kernel/http/in-flight.ts'
import { openMetrics } from '#kernel/observe/metrics.ts'
import { openPasswords } from '#kernel/auth/passwords.ts'
import type { DatabaseUrls } from '#kernel/postgres/provision.ts'
import * as tenants from '#identity/server/tenants.ts'

/** Puts the parts of a process together. Nothing here waits for the network but the keys' folder and the pool. */
export async function buildKernel(options: { config: Config; urls: DatabaseUrls; log: Logger; clock?: Clock }): Promise<Kernel> {
  const { config, urls, log } = options
  const db = openDatabase({ app: urls.app, platform: urls.platform })
  const metrics = openMetrics()
  metrics.watch('database_connections', 'Connections of the application role', () => db.poolState().total)
  metrics.watch('database_waiting', 'Requests that wait for a connection', () => db.poolState().waiting)
  const crypto = await openCrypto({ dataDir: config.dataDir, db })
  return {
    config,
    db,
    crypto,
    log,
    clock: options.clock ?? systemClock,
    files: await openFiles({ dataDir: config.dataDir }),
    mail: openMail({ config }),
    egress: openEgress({ allow: config.egressAllow, simulators: () => [config.simulatorUrl], observe: metrics.called }),
    passwords: openPasswords(),
    metrics,
    inFlight: openInFlight(),
    startedAt: Date.now(),
    modules,
    translator,
    settingsOf: rememberSettings((org) => tenants.settingsOf(db.platform, org)),
    checksContracts: config.mode !== 'production',
    wake: { afterCommit: () => {} },
  }
}

/** Settings change about once in an organization's life; a minute-old answer is right in all but that minute. */
const rememberedForMs = 60_000

function rememberSettings(read: (org: string) => Promise<OrgSettings>): (org: string) => Promise<OrgSettings> {
  const known = new Map<string, { settings: Promise<OrgSettings>; until: number }>()
  return (org) => {
    if (org === platformOrg) return Promise.resolve({ locale: 'es', zone: 'UTC' })
    const remembered = known.get(org)
    if (remembered && remembered.until > Date.now()) return remembered.settings
    const settings = read(org)
    known.set(org, { settings, until: Date.now() + rememberedForMs })
    settings.catch(() => known.delete(org))
    return settings
  }
}
