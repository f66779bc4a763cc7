import { readdir, readFile, stat } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '#kernel/config/config.ts'
import { findKeepers } from '#kernel/postgres/data-folder.ts'
import { externalPostgres } from '#kernel/postgres/external.ts'
import { manifestFile } from '#kernel/postgres/manifest.ts'
import type { Connection } from '#kernel/postgres/postgres.ts'
import { findRunning } from '#kernel/postgres/running.ts'
import { bad, type Check, type Finding, good, note } from './check.ts'
import { describeDuration } from './command.ts'

const day = 24 * 60 * 60_000

export const productChecks: Check[] = [
  { name: 'base de datos', look: lookAtDatabase },
  { name: 'reloj', look: lookAtClock },
  { name: 'cambios pendientes', look: lookAtMigrations },
  { name: 'salud', look: lookAtHealth },
  { name: 'trabajos', look: lookAtJobs },
  {
    name: 'correo',
    look: async ({ smtpUrl }) =>
      smtpUrl ? good(`sale por ${new URL(smtpUrl).host}`) : good('sin YAPA_SMTP_URL: queda en la bandeja de salida'),
  },
  { name: 'dirección pública', look: async (config) => lookAtPublicUrl(config) },
  { name: 'WhatsApp', look: async (config) => lookAtWhatsapp(config) },
  { name: 'última copia', look: lookAtBackups },
]

/** How to reach the database now as its administrator; undefined when the embedded one rests. */
async function findDatabase(config: Config): Promise<Connection | undefined> {
  return config.databaseUrl ? (await externalPostgres(config.databaseUrl)).admin : findRunning(config.dataDir)
}

const restsNow = good('Yapa está parada; se revisa en marcha')

async function ask<T extends pg.QueryResultRow>(connection: Connection, text: string): Promise<T | undefined> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000, application_name: 'yapa-doctor' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<T>(text)).rows[0]
  } finally {
    await client.end()
  }
}

async function lookAtDatabase(config: Config): Promise<Finding> {
  const database = await findDatabase(config)
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

async function lookAtClock(config: Config): Promise<Finding> {
  if (new Date().getUTCFullYear() < 2026)
    return bad(`la máquina cree que es ${new Date().toISOString()}`, 'Poné en hora el reloj (timedatectl set-ntp true).')
  const database = await findDatabase(config)
  if (!database) return good('en hora')
  const before = Date.now()
  const found = await ask<{ now: string }>(database, `select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as now`)
  const driftMs = Math.abs(Number(found?.now) - (before + Date.now()) / 2)
  if (driftMs < 2_000) return good('igual al de la base de datos')
  return note(
    `difiere ${(driftMs / 1000).toFixed(0)} s del de la base de datos`,
    'Poné en hora las dos máquinas (timedatectl set-ntp true).',
  )
}

async function lookAtMigrations(config: Config): Promise<Finding> {
  const database = await findDatabase(config)
  if (!database) return restsNow
  const [{ pending }, { migrationFolders }] = await Promise.all([import('#kernel/db/migrate.ts'), import('#app/migrations.ts')])
  const waiting = await pending({ ...database, database: config.databaseUrl ? database.database : 'yapa' }, migrationFolders())
  if (waiting.length === 0) return good('ninguno')
  return note(`${waiting.length}: ${waiting.join(', ')}`, 'Corré bin/yapa migrate, o reiniciá Yapa.')
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

async function lookAtJobs(config: Config): Promise<Finding> {
  const database = await findDatabase(config)
  if (!database) return restsNow
  const yapa = { ...database, database: config.databaseUrl ? database.database : 'yapa' }
  const found = await ask<{ dead: number }>(yapa, `select count(*)::int as dead from kernel.job where state = 'dead'`)
  if (!found || found.dead === 0) return good('ninguno quedó sin hacer')
  return note(`${found.dead} quedaron sin hacer después de todos sus intentos`, 'Mirá cuáles y por qué con bin/yapa jobs.')
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
  return good(publicUrl)
}

export function lookAtWhatsapp({ whatsappUrl }: Pick<Config, 'whatsappUrl'>): Finding {
  const { protocol, hostname } = new URL(whatsappUrl)
  if (hostname === 'graph.facebook.com') return good(whatsappUrl)
  if (protocol === 'http:' && !isLoopback(hostname))
    return bad(`${whatsappUrl} manda las claves sin cifrar`, 'Usá https en YAPA_WHATSAPP_URL.')
  return note(`${whatsappUrl} no es la de Meta`, 'Está bien para pruebas; para clientes de verdad, quitá YAPA_WHATSAPP_URL.')
}

const isLoopback = (hostname: string): boolean => {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}

async function lookAtBackups(config: Config): Promise<Finding> {
  if (config.databaseUrl)
    return note('las hace tu proveedor de DATABASE_URL', `Copiá además la carpeta ${config.dataDir} (archivos y secretos).`)
  if (!(await stat(join(config.dataDir, 'pg')).catch(() => undefined))) return good('todavía no hay datos')
  const names = await readdir(config.backupsDir).catch(() => [])
  const moments = await Promise.all(names.map((name) => takenAt(join(config.backupsDir, name, manifestFile))))
  const newest = Math.max(...moments)
  const cure = 'Hacé una con bin/yapa backup, y programala cada noche.'
  if (newest === -Infinity) return note('ninguna', cure)
  const age = Date.now() - newest
  return age > 2 * day ? note(`hace ${describeDuration(age)}`, cure) : good(`hace ${describeDuration(age)}`)
}

async function takenAt(manifest: string): Promise<number> {
  const text = await readFile(manifest, 'utf8').catch(() => '{}')
  return Date.parse((JSON.parse(text) as { takenAt?: string }).takenAt ?? '') || -Infinity
}
