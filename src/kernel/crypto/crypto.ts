import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { platformOrg } from '#kernel/contract/ids.ts'
import { assertKeysAreThere, keyFileIn, keysForeign, markKeysMade, wereKeysMade } from '#kernel/crypto/own-keys.ts'
import { openKeyring, type Keyring } from '#kernel/crypto/keyring.ts'
import { seal, unseal } from '#kernel/crypto/seal.ts'
import type { Execute } from '#kernel/db/sql.ts'

/** Whoever holds a transaction: a tenant's context, or the platform's, which has no organization and a key of its own. */
export type Holder = { readonly org?: string; readonly sql: Execute }

/**
 * Fields at rest, sealed with a key per organization that is itself sealed with the installation's. `place` says where
 * the sealed text is kept, `table.column.rowId`: moved to another row, column or organization it does not open.
 */
export type Crypto = {
  encrypt(holder: Holder, text: string, place: string): Promise<string>
  /** Throws `SealBroken` when the text was changed, moved, or its organization's key was destroyed. */
  decrypt(holder: Holder, sealed: string, place: string): Promise<string>
  /** A new key-encryption key; every data key is wrapped anew and no field is touched. Answers how many were. */
  rotateKeyEncryptionKey(): Promise<number>
  /** Makes everything sealed for an organization unreadable for ever, in backups too. Other processes forget the key within a minute. */
  destroy(org: string): Promise<void>
  /** HMAC-SHA256 with a key of the installation for this purpose, which the database does not have. Not rotated. */
  mac(purpose: string, text: string): Buffer
}

export class SealBroken extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`a sealed field does not open: ${reason}`, options)
    this.name = 'SealBroken'
  }
}

/** As an object of OpenSSL's: given its bytes, each use would make one, and open a field in five times the time. */
type DataKey = { version: number; key: KeyObject }
type Row = { version: number; kek_version: number; wrapped: Buffer; is_own: boolean }

const keepMilliseconds = 60_000
const format = /^y1\.(\d{1,9})\.([A-Za-z0-9_-]+)$/

export type CryptoParts = { dataDir: string; db: { readonly platform: Execute }; clock?: { now(): Date } }

/** Opens the key file of the data folder, or makes it at the first start. Throws GroundError where it is not that of the data. */
export async function openCrypto(parts: CryptoParts): Promise<Crypto> {
  const [sealed] = await parts.db.platform<SealedKey>`
    select org_id, version, kek_version, wrapped from kernel.data_key order by kek_version desc limit 1`
  // Lost before anything was sealed: what was signed with them still needs them.
  if (await wereKeysMade(parts.dataDir)) await assertKeysAreThere(parts.dataDir)
  const keyring = sealed ? await openKeysOf(parts.dataDir, sealed) : await openKeyring(parts.dataDir)
  await markKeysMade(parts.dataDir)
  return cryptoWith(keyring, parts)
}

/** A data key as the database has it. */
export type SealedKey = Pick<Row, 'version' | 'kek_version' | 'wrapped'> & { org_id: string }

/** The keys of the data folder, which open this one. Throws GroundError where they are lost, damaged or of other data. */
export async function openKeysOf(dataDir: string, sealed: SealedKey): Promise<Keyring> {
  await assertKeysAreThere(dataDir)
  const keyring = await openKeyring(dataDir)
  try {
    unseal(await keyring.byVersion(sealed.kek_version), sealed.wrapped, wrapBound(sealed.org_id, sealed.version))
  } catch (error) {
    throw keysForeign(keyFileIn(dataDir), error)
  }
  return keyring
}

export function cryptoWith(
  keyring: Keyring,
  { db: { platform }, clock = { now: () => new Date() } }: Omit<CryptoParts, 'dataDir'>,
): Crypto {
  const cache = new Map<string, DataKey & { until: number }>()

  const known = (org: string, version?: number): DataKey | undefined => {
    const found = cache.get(org)
    return found && found.until > clock.now().getTime() && (version === undefined || version === found.version) ? found : undefined
  }

  const unwrap = async (org: string, row: Row): Promise<DataKey> => {
    const kek = await keyring.byVersion(row.kek_version)
    const key: DataKey = { version: row.version, key: createSecretKey(unseal(kek, row.wrapped, wrapBound(org, row.version))) }
    // A key made in this very transaction may yet be rolled back: only what is committed is remembered.
    if (!row.is_own) cache.set(org, { ...key, until: clock.now().getTime() + keepMilliseconds })
    return key
  }

  const find = async (sql: Execute, org: string, version: number | null): Promise<DataKey | undefined> => {
    const [row] = await sql<Row>`
      select version, kek_version, wrapped, coalesce(xmin = pg_current_xact_id_if_assigned()::xid, false) as is_own
      from kernel.data_key
      where org_id = ${org} and version = coalesce(${version}::bigint, version)
      order by version desc limit 1`
    return row && unwrap(org, row)
  }

  const create = async (sql: Execute, org: string): Promise<DataKey> => {
    const kek = keyring.current()
    const wrapped = seal(kek.key, randomBytes(32), wrapBound(org, 1))
    await sql`
      insert into kernel.data_key (org_id, version, kek_version, wrapped) values (${org}, 1, ${kek.version}, ${wrapped})
      on conflict (org_id, version) do nothing`
    // Ours, or that of the transaction that was faster.
    const key = await find(sql, org, null)
    if (!key) throw new Error('a data key was made and is not there')
    return key
  }

  return {
    async encrypt({ org = platformOrg, sql }, text, place) {
      const { version, key } = known(org) ?? (await find(sql, org, null)) ?? (await create(sql, org))
      return `y1.${version}.${seal(key, Buffer.from(text, 'utf8'), fieldBound(org, version, place)).toString('base64url')}`
    },
    async decrypt({ org = platformOrg, sql }, sealed, place) {
      const [, digits = '', body = ''] = format.exec(sealed) ?? []
      if (!digits) throw new SealBroken('not in our format')
      const version = Number(digits)
      const key = known(org, version) ?? (await find(sql, org, version))
      if (!key) throw new SealBroken('its key is not here')
      try {
        return unseal(key.key, Buffer.from(body, 'base64url'), fieldBound(org, version, place)).toString('utf8')
      } catch (error) {
        throw new SealBroken('changed, or not from this place', { cause: error })
      }
    },
    async rotateKeyEncryptionKey() {
      const kek = await keyring.add(clock.now())
      let count = 0
      for (;;) {
        const rows = await platform<Row & { org_id: string }>`
          select org_id, version, kek_version, wrapped, false as is_own from kernel.data_key where kek_version <> ${kek.version} order by org_id, version limit 500`
        if (rows.length === 0) return count
        const rewrapped: string[] = []
        for (const row of rows) {
          const bound = wrapBound(row.org_id, row.version)
          const plain = unseal(await keyring.byVersion(row.kek_version), row.wrapped, bound)
          rewrapped.push(seal(kek.key, plain, bound).toString('hex'))
        }
        await platform`
          update kernel.data_key set kek_version = ${kek.version}, wrapped = decode(fresh.wrapped, 'hex')
          from unnest(${rows.map((row) => row.org_id)}::uuid[], ${rows.map((row) => row.version)}::bigint[], ${rewrapped}::text[]) fresh (org_id, version, wrapped)
          where data_key.org_id = fresh.org_id and data_key.version = fresh.version`
        count += rows.length
      }
    },
    async destroy(org) {
      await platform`delete from kernel.data_key where org_id = ${org}`
      cache.delete(org)
    },
    mac: (purpose, text) => createHmac('sha256', keyring.signing(purpose)).update(text, 'utf8').digest(),
  }
}

const wrapBound = (org: string, version: number): string => `yapa data key|${org}|${version}`
const fieldBound = (org: string, version: number, place: string): string => `yapa field|${org}|${version}|${place}`
