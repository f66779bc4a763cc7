import { createHash, randomBytes } from 'node:crypto'
import {
  appendFile,
  chmod,
  chown,
  cp,
  lchown,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  statfs,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Binaries, clusterVersion } from './binaries.ts'
import { nameOf } from './data-folder.ts'
import { makeFolder, syncFolder, writeDurably } from './durable-file.ts'
import { fromFileError, fromOutput, notACluster, otherVersion, wrongOwner } from './failures.ts'
import { canEnter, chooseRunner, findServiceAccount, ownPowers, type Runner, run } from './runner.ts'
import { verifierOf } from './scram.ts'
import { availableMemory, describeSettings, type Tuning } from './settings.ts'

/** A cluster ready to be served: `folder` is what postgres -D wants, `program` the postgres that may read it. */
export type Cluster = {
  folder: string
  program: string
  runner: Runner
  adminPassword: string
  /** The cluster exists and the file with its password does not: a new one was made, which the server has yet to learn. */
  hasNewPassword: boolean
}

/** Superuser of the embedded server; only provisioning and backups use it. */
export const adminName = 'postgres'
/** Holds the superuser's password; lies in the data folder. */
export const passwordFile = (dataDir: string) => join(dataDir, 'secrets', 'postgres-password')
// Where a system account may enter when the project lies under a closed home such as /root.
const openShelter = '/var/lib/yapa'

/**
 * Makes sure that `dataDir` holds a cluster that this machine's binaries can serve, creating it at the first start.
 * Throws GroundError, and then has changed nothing.
 */
export async function prepareCluster(
  dataDir: string,
  binaries: Binaries,
  tuning: Tuning,
  shelter = openShelter,
  powers = ownPowers(),
): Promise<Cluster> {
  const link = join(dataDir, 'pg')
  const found = await assertServable(link, binaries)
  const runner = await chooseRunner(join(binaries.root, 'bin', 'postgres'), found?.uid, powers)
  if (found) await assertMayTakeOver(link, found.uid, runner, await powers.accounts())
  try {
    const root = (await canEnter(runner, join(binaries.root, 'bin'))) ? binaries.root : await copyBinaries(binaries, shelter)
    const home = (await letIn(runner, dataDir)) ? dataDir : await makeRoom(dataDir, shelter)
    const { password: adminPassword, isNew } = await keepPassword(dataDir)
    if (!found) await create({ home, dataDir, root, runner, tuning, adminPassword })
    const moved = found && home !== dataDir && !(await lstat(link)).isSymbolicLink()
    if (moved) await relocate(link, home)
    const folder = await realpath(link)
    if (moved || (found && found.uid !== runner.uid)) await giveTo(folder, runner)
    await writeSettings(
      folder,
      runner,
      describeSettings({ tuning, memory: availableMemory(), freeDisk: await freeBytes(folder), hasStatements: binaries.hasStatements }),
    )
    return { folder, program: join(root, 'bin', 'postgres'), runner, adminPassword, hasNewPassword: isNew && found !== undefined }
  } catch (error) {
    throw fromFileError(error, dataDir)
  }
}

/** The cluster's owner if there is one; throws when it is not ours to serve. */
async function assertServable(link: string, binaries: Binaries): Promise<{ uid: number } | undefined> {
  let version: string | undefined
  try {
    version = await clusterVersion(link)
  } catch (error) {
    throw fromFileError(error, link)
  }
  if (version === undefined) return undefined
  const owner = await stat(link)
  if (version === '')
    throw owner.uid !== process.geteuid?.() && process.geteuid?.() !== 0 ? wrongOwner(link, await nameOf(owner.uid)) : notACluster(link)
  const major = binaries.version.split('.')[0] ?? ''
  if (version !== major) throw otherVersion(link, version, major)
  return owner
}

// Root may move its own data between the two ways of running; a person's data stays that person's.
async function assertMayTakeOver(
  link: string,
  uid: number,
  runner: Runner,
  accounts: Parameters<typeof findServiceAccount>[0],
): Promise<void> {
  const ours = new Set([
    runner.uid,
    process.geteuid?.() === 0 ? 0 : runner.uid,
    process.geteuid?.() === 0 ? findServiceAccount(accounts)?.uid : runner.uid,
  ])
  if (!ours.has(uid)) throw wrongOwner(link, await nameOf(uid))
}

type Creation = { home: string; dataDir: string; root: string; runner: Runner; tuning: Tuning; adminPassword: string }

// Built aside and renamed when whole: a crash in the middle leaves pg.init, which the next start throws away.
async function create({ home, dataDir, root, runner, tuning, adminPassword }: Creation): Promise<void> {
  const draft = join(home, 'pg.init')
  const firstPassword = join(home, 'pg.password')
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  await writeFile(firstPassword, adminPassword, { mode: 0o600 })
  try {
    for (const path of [draft, firstPassword]) await chown(path, runner.uid, runner.gid)
    const locale = ['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8']
    const args = ['-D', draft, '-U', adminName, '--pwfile', firstPassword, '--auth', 'scram-sha-256', '--data-checksums', ...locale]
    const made = await run(runner.command(join(root, 'bin', 'initdb'), tuning === 'test' ? [...args, '--no-sync'] : args))
    if (made.code !== 0) throw fromOutput(made.output, dataDir)
    await appendFile(join(draft, 'postgresql.conf'), "\ninclude_if_exists = 'yapa.conf'\n")
    await rename(draft, join(home, 'pg'))
    if (home !== dataDir) await symlink(join(home, 'pg'), join(dataDir, 'pg'))
    await syncFolder(home)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  } finally {
    await rm(firstPassword, { force: true })
  }
}

/** Teaches a stopped server its new password, by PostgreSQL's single-user mode. Throws GroundError. */
export async function teachPassword({ folder, program, runner, adminPassword }: Cluster): Promise<void> {
  const taught = await run(
    runner.command(program, ['--single', '-D', folder, 'postgres']),
    `alter role ${adminName} password '${verifierOf(adminPassword)}'\n`,
  )
  if (taught.code !== 0) throw fromOutput(taught.output, folder)
}

/** Random, made once; the first file written, so that no cluster ever exists without it. */
async function keepPassword(dataDir: string): Promise<{ password: string; isNew: boolean }> {
  const file = passwordFile(dataDir)
  await makeFolder(dirname(file))
  const known = (await readFile(file, 'utf8').catch(() => '')).trim()
  if (known) return { password: known, isNew: false }
  const password = randomBytes(24).toString('base64url')
  await writeDurably(file, password)
  return { password, isNew: true }
}

async function writeSettings(folder: string, runner: Runner, text: string): Promise<void> {
  const file = join(folder, 'yapa.conf')
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return
  await writeFile(file, text, { mode: 0o600 })
  await chown(file, runner.uid, runner.gid)
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

async function copyBinaries(binaries: Binaries, shelter: string): Promise<string> {
  const copy = join(shelter, `postgres-${binaries.version}`)
  if (await stat(copy).catch(() => undefined)) return copy
  await makeFolder(shelter, 0o755)
  const draft = `${copy}.${process.pid}`
  await cp(binaries.root, draft, { recursive: true, verbatimSymlinks: true })
  await chmod(draft, 0o755)
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }))
  return copy
}

async function letIn(runner: Runner, dataDir: string): Promise<boolean> {
  if (await canEnter(runner, dataDir)) return true
  // Its group may pass through to the cluster, which is the account's own; nobody may list or read anything here.
  await chown(dataDir, process.geteuid?.() ?? 0, runner.gid)
  await chmod(dataDir, 0o710)
  return canEnter(runner, dataDir)
}

async function makeRoom(dataDir: string, shelter: string): Promise<string> {
  const room = join(
    shelter,
    createHash('sha256')
      .update(await realpath(dataDir))
      .digest('hex')
      .slice(0, 12),
  )
  await makeFolder(room, 0o711)
  return room
}

async function relocate(link: string, home: string): Promise<void> {
  const moved = join(home, 'pg')
  if (await stat(moved).catch(() => undefined)) await rename(moved, `${moved}.${new Date().toISOString().replaceAll(':', '-')}`)
  await cp(link, moved, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
  await rename(link, `${link}.moved`)
  await symlink(moved, link)
}

async function giveTo(folder: string, owner: { uid: number; gid: number }): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await giveTo(path, owner)
    else await lchown(path, owner.uid, owner.gid)
  }
  // The folder last: its owner is what the next start reads, so a crash in the middle begins again.
  await lchown(folder, owner.uid, owner.gid)
}
