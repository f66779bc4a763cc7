import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { Config } from '#kernel/config/config.ts'
import { openKeysOf, type SealedKey } from '#kernel/crypto/crypto.ts'
import { openKeyring } from '#kernel/crypto/keyring.ts'
import { areKeysThere, assertKeysAreThere, wereKeysMade } from '#kernel/crypto/own-keys.ts'
import { assertKnown, known, pending } from '#kernel/db/migrate.ts'
import { notedMigrations } from '#kernel/db/migration-note.ts'
import { withClient } from '#kernel/db/with-client.ts'
import { isLoopback } from '#kernel/http/loopback.ts'
import { findKeepers } from '#kernel/postgres/data-folder.ts'
import { externalPostgres } from '#kernel/postgres/external.ts'
import { readManifest } from '#kernel/postgres/manifest.ts'
import type { Connection, RunningPostgres } from '#kernel/postgres/postgres.ts'
import { findLogin } from '#kernel/postgres/provision.ts'
import { findRunning } from '#kernel/postgres/running.ts'
import { migrationFolders } from '#app/migrations.ts'
import { bad, type Check, type Finding, good, note } from './check.ts'
import { describeDuration } from './command.ts'

const day = 24 * 60 * 60_000

export const productChecks: Check[] = [
  { name: 'base de datos', look: lookAtDatabase, isOfData: true },
  { name: 'claves', look: lookAtKeys, isOfData: true },
  { name: 'reloj', look: lookAtClock, isOfData: true },
  { name: 'cambios pendientes', look: lookAtMigrations, isOfData: true },
  { name: 'salud', look: lookAtHealth, isOfData: true },
  { name: 'trabajos', look: lookAtJobs, isOfData: true },
  {
    name: 'correo',
    look: async ({ smtpUrl }) =>
      smtpUrl ? good(`sale por ${new URL(smtpUrl).host}`) : good('sin YAPA_SMTP_URL: queda en la bandeja de salida'),
  },
  { name: 'dirección pública', look: async (config) => lookAtPublicUrl(config) },
  { name: 'proxy', look: async (config) => lookAtProxy(config) },
  { name: 'WhatsApp', look: async (config) => lookAtWhatsapp(config) },
  { name: 'última copia', look: lookAtBackups, isOfData: true },
]

type Found = Pick<RunningPostgres, 'admin' | 'embedded'>
const looked = new WeakMap<Config, Promise<Found | undefined>>()

/** How to reach the database now as its administrator; undefined when the embedded one rests. It is tried once for all checks. */
function findDatabase(config: Config): Promise<Found | undefined> {
  const known = looked.get(config) ?? (config.databaseUrl ? externalPostgres(config.databaseUrl) : findEmbedded(config.dataDir))
  looked.set(config, known)
  return known
}

async function findEmbedded(dataDir: string): Promise<Found | undefined> {
  const admin = await findRunning(dataDir)
  return admin && { admin, embedded: true }
}

/**
 * For what can only be seen inside of the database: as a login of ours, because the administrator of somebody else's server
 * may not read our tables. What keeps it from being reached is told once, by the first check.
 */
async function lookInside(config: Config, role: Parameters<typeof findLogin>[2], look: (login: Connection) => Promise<Finding>) {
  const database = await findDatabase(config).catch(() => 'unreachable' as const)
  if (database === 'unreachable') return good('se revisa cuando la base de datos conteste')
  if (!database) return restsNow
  const login = await findLogin(database, secretsIn(config), role)
  return login ? look(login) : good('se revisa después del primer arranque')
}

const secretsIn = ({ dataDir }: Config): string => join(dataDir, 'secrets.json')

const restsNow = good('Yapa está parada; se revisa en marcha')

async function ask<T extends pg.QueryResultRow>(connection: Connection, text: string): Promise<T | undefined> {
  const options = { ...connection, connectionTimeoutMillis: 5_000, application_name: 'yapa-doctor' }
  return withClient(options, async (client) => (await client.query<T>(text)).rows[0])
}

async function lookAtDatabase(config: Config): Promise<Finding> {
  const database = (await findDatabase(config))?.admin
  if (!database) return restsNow
  const found = await ask<{ version: string; used: number; most: number }>(
    database,
    `select current_setting('server_version') as version, count(*)::int as used, current_setting('max_connections')::int as most
     from pg_stat_activity where backend_type = 'client backend'`,
  )
  const where = database.host.startsWith('/') ? `socket en ${database.host}` : `${database.host}:${database.port}`
  const told = `PostgreSQL ${found?.version}, ${where}, ${found?.used} de ${found?.most} conexiones`
  if (found && found.used > found.most * 0.8) return note(told, 'Quedan pocas conexiones: reiniciá Yapa, o subí max_connections.')
  return good(told)
}

async function lookAtKeys(config: Config): Promise<Finding> {
  const isThere = await areKeysThere(config.dataDir)
  // Opened only where they are: whoever looks for lost ones must not leave new ones in their place.
  if (isThere) await openKeyring(config.dataDir)
  const inside = await lookInside(config, 'platform', async (login) => {
    const sealed = await ask<SealedKey>(
      login,
      `select org_id, version::int as version, kek_version::int as kek_version, wrapped
       from kernel.data_key order by kek_version desc limit 1`,
    )
    if (!sealed) return good('todavía no hay nada cifrado')
    await openKeysOf(config.dataDir, sealed)
    return good('abren lo cifrado')
  })
  if (inside !== restsNow) return inside
  if (isThere) return good('se leen bien; si son las de estos datos se revisa en marcha')
  if (await wereKeysMade(config.dataDir)) await assertKeysAreThere(config.dataDir)
  return good('se crean al arrancar')
}

async function lookAtClock(config: Config): Promise<Finding> {
  if (new Date().getUTCFullYear() < 2026)
    return bad(`la máquina cree que es ${new Date().toISOString()}`, 'Poné en hora el reloj (timedatectl set-ntp true).')
  return lookInside(config, 'platform', async (login) => {
    const before = Date.now()
    const found = await ask<{ now: string }>(login, `select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as now`)
    const driftMs = Math.abs(Number(found?.now) - (before + Date.now()) / 2)
    if (driftMs < 2_000) return good('igual al de la base de datos')
    return note(
      `difiere ${(driftMs / 1000).toFixed(0)} s del de la base de datos`,
      'Poné en hora las dos máquinas (timedatectl set-ntp true).',
    )
  })
}

async function lookAtMigrations(config: Config): Promise<Finding> {
  // Data of a newer version are never in motion here: what lies beside them tells.
  if (!config.databaseUrl) assertKnown(await notedMigrations(config.dataDir), await known(migrationFolders()))
  return lookInside(config, 'owner', async (login) => {
    const waiting = await pending(login, migrationFolders())
    if (waiting.length === 0) return good('ninguno')
    return note(`${waiting.length}: ${waiting.join(', ')}`, 'Corré bin/yapa migrate, o reiniciá Yapa.')
  })
}

async function lookAtHealth({ dataDir }: Config): Promise<Finding> {
  const keeper = (await findKeepers(dataDir)).find((one) => one.address)
  if (!keeper) return restsNow
  const answer = await fetch(new URL('/health', keeper.address), { signal: AbortSignal.timeout(10_000) }).catch((error: Error) => error)
  if (answer instanceof Error)
    return bad(`${keeper.address} no contesta (${answer.message})`, 'Mirá bin/yapa logs, y reiniciá con bin/yapa stop y bin/yapa start.')
  if (answer.ok) return good('contesta bien')
  return bad(`contesta con problemas: ${(await answer.text()).slice(0, 300)}`, 'Mirá bin/yapa logs.')
}

function lookAtJobs(config: Config): Promise<Finding> {
  return lookInside(config, 'platform', async (login) => {
    const found = await ask<{ dead: number }>(login, `select count(*)::int as dead from kernel.job where state = 'dead'`)
    if (!found || found.dead === 0) return good('ninguno quedó sin hacer')
    return note(`${found.dead} quedaron sin hacer después de todos sus intentos`, 'Mirá cuáles y por qué con bin/yapa jobs.')
  })
}

export function lookAtPublicUrl({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>): Finding {
  const { protocol, hostname } = new URL(publicUrl)
  const isLocal = isLoopback(hostname)
  if (protocol === 'http:' && !isLocal)
    return bad(
      `${publicUrl} no es segura: el navegador no guardará la sesión`,
      'Poné un proxy con https (Caddy lo hace solo) y YAPA_PUBLIC_URL=https://…',
    )
  if (isLocal && !isLoopback(host))
    return note(
      `escucha en ${host}, pero la dirección pública es ${publicUrl}`,
      'Si entran de otras máquinas, poné YAPA_PUBLIC_URL=https://…',
    )
  if (isLocal)
    return note(
      `los enlaces de los correos y de los presupuestos llevan a ${publicUrl}, que solo se abre en esta máquina`,
      'Antes de mandarlos a otros, poné en YAPA_PUBLIC_URL la dirección con la que entra la gente.',
    )
  return good(publicUrl)
}

/** Whoever serves https stands in front of us, and without its word everybody comes from one address. */
export function lookAtProxy({ publicUrl, trustProxy }: Pick<Config, 'publicUrl' | 'trustProxy'>): Finding {
  if (trustProxy) return good(`se le cree a ${trustProxy.join(', ')}`)
  if (new URL(publicUrl).protocol === 'http:') return good('ninguno')
  return note(
    'para Yapa todos entran desde el mismo lugar: pocas contraseñas mal escritas cierran la puerta a toda la empresa',
    'Poné en YAPA_TRUST_PROXY la dirección del proxy: 127.0.0.1 si está en esta máquina.',
  )
}

export function lookAtWhatsapp({ whatsappUrl }: Pick<Config, 'whatsappUrl'>): Finding {
  const { protocol, hostname } = new URL(whatsappUrl)
  if (hostname === 'graph.facebook.com') return good(whatsappUrl)
  if (protocol === 'http:' && !isLoopback(hostname))
    return bad(`${whatsappUrl} manda las claves sin cifrar`, 'Usá https en YAPA_WHATSAPP_URL.')
  return note(`${whatsappUrl} no es la de Meta`, 'Está bien para pruebas; para clientes de verdad, quitá YAPA_WHATSAPP_URL.')
}

async function lookAtBackups(config: Config): Promise<Finding> {
  if (config.databaseUrl)
    return note('las hace tu proveedor de DATABASE_URL', `Copiá además la carpeta ${config.dataDir} (archivos y secretos).`)
  if (!(await stat(join(config.dataDir, 'pg')).catch(() => undefined))) return good('todavía no hay datos')
  const names = await readdir(config.backupsDir).catch(() => [])
  const moments = await Promise.all(names.map((name) => takenAt(join(config.backupsDir, name))))
  const newest = Math.max(...moments)
  const cure = 'Hacé una con bin/yapa backup, y programala cada noche.'
  if (newest === -Infinity) return note('ninguna', cure)
  const age = Date.now() - newest
  return age > 2 * day ? note(`hace ${describeDuration(age)}`, cure) : good(`hace ${describeDuration(age)}`)
}

async function takenAt(folder: string): Promise<number> {
  // One that is cut short is no backup: restoring it is refused too.
  const read = await readManifest(folder).catch(() => undefined)
  return Date.parse(read?.takenAt ?? '') || -Infinity
}
