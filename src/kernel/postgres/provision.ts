import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import pg from 'pg'
import { withClient } from '#kernel/db/with-client.ts'
import { makeFolder, replaceDurably } from './durable-file.ts'
import { cannotProvision, fromFileError } from './failures.ts'
import { matches, verifierOf } from './scram.ts'
import type { Connection, RunningPostgres } from './postgres.ts'

/** One login for each thing that may be done, none of which can bypass row security. */
export type DatabaseUrls = {
  /** Owns the database and its schemas: migrations only. */
  readonly owner: Connection
  /** Serves requests and jobs inside a tenant. */
  readonly app: Connection
  /** Serves what stands outside of any tenant. */
  readonly platform: Connection
  /** Reads only, for the operator's questions. */
  readonly reader: Connection
}

const roles = ['owner', 'app', 'platform', 'reader'] as const
type Role = (typeof roles)[number]
const loginOf = (role: Role) => `yapa_${role}`

const settingsByRole: Record<Role, Record<string, string>> = {
  owner: {},
  app: { statement_timeout: '15s', idle_in_transaction_session_timeout: '20s', lock_timeout: '5s' },
  platform: { statement_timeout: '30s', idle_in_transaction_session_timeout: '20s', lock_timeout: '5s' },
  reader: { statement_timeout: '30s', idle_in_transaction_session_timeout: '20s', lock_timeout: '5s', default_transaction_read_only: 'on' },
}

const extensions = ['pg_trgm', 'unaccent', 'btree_gin', 'btree_gist', 'pg_stat_statements']
// Not trusted ones: only a superuser may create them, and the product works without.
const optional = new Set(['pg_stat_statements'])

/**
 * Operators whose index the planner skips under row security because they are not marked as leaking nothing. None of them
 * shows a row's value in an error, so on our own server we mark them; elsewhere searches stay correct and get slower.
 */
const safeOperators = [
  'ts_match_vq',
  'ts_match_qv',
  'texticlike',
  'textlike',
  'arraycontains',
  'arrayoverlap',
  'jsonb_contains',
  'jsonb_exists',
  'numeric_eq',
  'numeric_lt',
  'numeric_le',
  'numeric_gt',
  'numeric_ge',
  'similarity_op',
  'word_similarity_op',
  'word_similarity_commutator_op',
]

/**
 * Makes the database (on the embedded server), the four logins and the extensions; run at every start, it changes only what
 * is missing. Passwords are random and kept in `secretsFile`, for its owner's eyes only. Throws GroundError.
 */
export async function provision(
  server: Pick<RunningPostgres, 'admin' | 'embedded'>,
  secretsFile: string,
  database?: string,
): Promise<DatabaseUrls> {
  const target = database ?? (server.embedded ? 'yapa' : server.admin.database)
  const passwords = await keepPasswords(secretsFile)
  try {
    await asAdmin(server.admin, async (admin) => {
      await makeRoles(admin, passwords)
      if (target === server.admin.database) return
      const known = await admin.query('select from pg_database where datname = $1', [target])
      if (known.rowCount === 0) await admin.query(`create database ${pg.escapeIdentifier(target)} owner yapa_owner`)
    })
    await asAdmin({ ...server.admin, database: target }, (admin) => furnish(admin, target))
  } catch (error) {
    if (server.embedded) throw error
    throw cannotProvision(server.admin.user, target, error instanceof Error ? error.message : String(error))
  }
  const connect = (role: Role): Connection => ({ ...server.admin, user: loginOf(role), password: passwords[role], database: target })
  return { owner: connect('owner'), app: connect('app'), platform: connect('platform'), reader: connect('reader') }
}

/** What `provision` has made already: how one of its logins reaches the database; undefined before the first start. */
export async function findLogin(
  server: Pick<RunningPostgres, 'admin' | 'embedded'>,
  secretsFile: string,
  role: Role,
): Promise<Connection | undefined> {
  const password = (await readPasswords(secretsFile))[role]
  return password
    ? { ...server.admin, user: loginOf(role), password, database: server.embedded ? 'yapa' : server.admin.database }
    : undefined
}

// What is lost or damaged is made anew: these open nothing but our own logins.
const readPasswords = async (file: string): Promise<Partial<Record<Role, string>>> =>
  readFile(file, 'utf8').then(
    (text) => readObject(text),
    () => ({}),
  )

function readObject(text: string): object {
  try {
    return JSON.parse(text) as object
  } catch {
    return {}
  }
}

async function keepPasswords(file: string): Promise<Record<Role, string>> {
  const known = await readPasswords(file)
  const passwords = Object.fromEntries(roles.map((role) => [role, known[role] ?? randomBytes(24).toString('base64url')])) as Record<
    Role,
    string
  >
  if (roles.every((role) => known[role])) return passwords
  try {
    await makeFolder(dirname(file))
    await replaceDurably(file, JSON.stringify({ ...known, ...passwords }, undefined, 2))
    return passwords
  } catch (error) {
    throw fromFileError(error, dirname(file))
  }
}

// Roles belong to the whole server: two starters (or two test files) must not make the same one at once.
const asAdmin = (admin: Connection, work: (client: pg.Client) => Promise<void>): Promise<void> =>
  withClient({ ...admin, application_name: 'yapa-provision' }, async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('yapa.provision'))`)
    await work(client)
  })

async function makeRoles(admin: pg.Client, passwords: Record<Role, string>): Promise<void> {
  const isSuperuser = await isSuper(admin)
  const { rows } = await admin.query<{ name: string; settings: string[] | null; verifier: string | null }>(
    `select rolname as name, rolconfig as settings, ${isSuperuser ? '(select passwd from pg_shadow where usename = rolname)' : 'null'} as verifier
     from pg_roles where rolname = any($1)`,
    [roles.map(loginOf)],
  )
  for (const role of roles) {
    const login = loginOf(role)
    const known = rows.find((row) => row.name === login)
    if (!known)
      await admin.query(`create role ${login} login ${isSuperuser ? 'nosuperuser nobypassrls' : ''} nocreatedb nocreaterole noinherit`)
    if (!isSuperuser || !known?.verifier || !matches(known.verifier, passwords[role])) {
      // The ready verifier keeps the password itself out of any log; providers that check its strength want the text.
      const secret = isSuperuser ? verifierOf(passwords[role]) : passwords[role]
      await admin.query(`alter role ${login} password ${pg.escapeLiteral(secret)}`)
    }
    for (const [name, value] of Object.entries(settingsByRole[role]))
      if (!known?.settings?.includes(`${name}=${value}`)) await admin.query(`alter role ${login} set ${name} = ${pg.escapeLiteral(value)}`)
  }
  await admin.query(searchRole)
}

// Nobody logs in as this role: it owns the search functions, which filter the tenant themselves (see kernel.search_function).
const searchRole = `do $$ begin
  if not exists (select from pg_roles where rolname = 'yapa_search') then create role yapa_search nologin noinherit; end if;
end $$;
grant yapa_search to yapa_owner`

/** Newer servers have these of their own: 48 bits of milliseconds, then chance, with the version and variant of RFC 9562. */
export const olderServersToo = `do $$ begin
  if to_regprocedure('uuidv7()') is null then
    create function public.uuidv7() returns uuid language sql volatile parallel safe as $f$
      select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
    $f$;
  end if;
  if to_regprocedure('uuid_extract_timestamp(uuid)') is null then
    create function public.uuid_extract_timestamp(uuid) returns timestamptz language sql immutable strict parallel safe as $f$
      select to_timestamp(('x' || lpad(left(replace($1::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0)
    $f$;
  end if;
end $$`

async function furnish(admin: pg.Client, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database)
  await admin.query(`revoke all on database ${name} from public; grant connect on database ${name} to yapa_app, yapa_platform, yapa_reader;
    grant connect, create, temporary on database ${name} to yapa_owner; revoke create on schema public from public`)
  const installed = await admin.query<{ name: string }>('select extname as name from pg_extension')
  const isSuperuser = await isSuper(admin)
  for (const extension of extensions) {
    if (installed.rows.some((row) => row.name === extension) || (optional.has(extension) && !isSuperuser)) continue
    await admin.query(`create extension if not exists ${extension} with schema public`)
  }
  await admin.query(olderServersToo)
  if (!isSuperuser) return
  const leaky = await admin.query<{ signature: string }>(
    'select oid::regprocedure::text as signature from pg_proc where proname = any($1) and not proleakproof',
    [safeOperators],
  )
  for (const { signature } of leaky.rows) await admin.query(`alter function ${signature} leakproof`)
}

async function isSuper(admin: pg.Client): Promise<boolean> {
  const { rows } = await admin.query<{ on: boolean }>(`select current_setting('is_superuser') = 'on' as on`)
  return rows[0]?.on === true
}
