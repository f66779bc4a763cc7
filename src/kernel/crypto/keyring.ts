import { hkdfSync, randomBytes } from 'node:crypto'
import { link, readFile, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { keyFileIn, keysDamaged } from '#kernel/crypto/own-keys.ts'
import { makeFolder, replaceDurably, syncFolder, writeDurably } from '#kernel/postgres/durable-file.ts'
import { fromFileError } from '#kernel/postgres/failures.ts'

/**
 * The secrets of the installation, in `<data>/keys/kek.json`, readable by its owner only. Whoever has the database but
 * not this file can read no sealed field; whoever loses it cannot either: it belongs into the backup's safe.
 */
export type Keyring = {
  /** The key-encryption key that new data keys are wrapped with. */
  current(): { version: number; key: Buffer }
  /** An older one, or one that another process has just added; throws when nobody knows it. */
  byVersion(version: number): Promise<Buffer>
  /** A key for one purpose (`files`, `audit`), derived and always the same. */
  signing(purpose: string): Buffer
  /** Adds a key-encryption key on disk and makes it the current one. The older ones stay: backups were made with them. */
  add(now: Date): Promise<{ version: number; key: Buffer }>
}

const KeyFile = z.object({
  current: z.int().positive(),
  keys: z.array(z.object({ version: z.int().positive(), key: z.base64().length(44), createdAt: z.string() })).min(1),
  /** Everything that is signed hangs on this one; it is not rotated, or signed links and audit heads would break. */
  signing: z.base64().length(44),
})
type KeyFile = z.infer<typeof KeyFile>

const textOf = (file: KeyFile): string => `${JSON.stringify(file, null, 2)}\n`
const newKey = (): string => randomBytes(32).toString('base64')

/**
 * Reads the key file of a data folder, or makes it. Throws GroundError where it cannot be made, or when it is damaged: a new
 * key would orphan all data.
 */
export async function openKeyring(dataDir: string, now = new Date()): Promise<Keyring> {
  const path = keyFileIn(dataDir)
  let file = await readOrCreate(path, now)
  const signingByPurpose = new Map<string, Buffer>()

  const find = (version: number): Buffer | undefined => {
    const found = file.keys.find((one) => one.version === version)
    return found && Buffer.from(found.key, 'base64')
  }
  const current = (): { version: number; key: Buffer } => {
    const key = find(file.current)
    if (!key) throw keysDamaged(path)
    return { version: file.current, key }
  }
  current()

  return {
    current,
    async byVersion(version) {
      const known = find(version)
      if (known) return known
      file = (await read(path)) ?? file
      const fresh = find(version)
      if (!fresh) throw new Error(`${path} has no key ${version}: it belongs to another installation or to an older copy of the data`)
      return fresh
    },
    signing(purpose) {
      const known = signingByPurpose.get(purpose)
      if (known) return known
      const key = Buffer.from(hkdfSync('sha256', Buffer.from(file.signing, 'base64'), Buffer.alloc(0), `yapa ${purpose}`, 32))
      signingByPurpose.set(purpose, key)
      return key
    },
    async add(moment) {
      const latest = (await read(path)) ?? file
      const version = Math.max(...latest.keys.map((one) => one.version)) + 1
      const next: KeyFile = {
        ...latest,
        current: version,
        keys: [...latest.keys, { version, key: newKey(), createdAt: moment.toISOString() }],
      }
      await replaceDurably(path, textOf(next))
      file = next
      return current()
    },
  }
}

async function readOrCreate(path: string, now: Date): Promise<KeyFile> {
  const folder = dirname(path)
  try {
    await makeFolder(folder)
    return (await read(path)) ?? (await create(path, now))
  } catch (error) {
    throw fromFileError(error, folder)
  }
}

async function read(path: string): Promise<KeyFile | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    return KeyFile.parse(JSON.parse(text))
  } catch (error) {
    throw keysDamaged(path, error)
  }
}

async function create(path: string, now: Date): Promise<KeyFile> {
  const fresh: KeyFile = { current: 1, keys: [{ version: 1, key: newKey(), createdAt: now.toISOString() }], signing: newKey() }
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeDurably(draft, textOf(fresh))
  try {
    // A link refuses to replace what another process of the first start wrote meanwhile; a rename would not.
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(draft)
  }
  await syncFolder(dirname(path))
  const standing = await read(path)
  if (!standing) throw new Error(`${path} vanished while it was made`)
  return standing
}
