import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { link, readdir, readFile, readlink, rename, rm, stat, utimes } from 'node:fs/promises'
import { hostname, userInfo } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { makeFolder, replaceDurably, writeDurably } from './durable-file.ts'
import { alreadyRunning, closedData, fromFileError, wrongOwner } from './failures.ts'

/** Who keeps a data folder. `address` is empty until the server answers; `since` is an instant. */
export type Keeper = { pid: number; address: string; since: string; version: string }
/** Of a process: nobody else is ever born with its number at that time and place. */
export type Life = { pid: number; birth: string; place: string }
type Lock = Keeper & Life & { token: string }

/** The data folder while this process keeps it: nobody else starts on it. */
export type DataFolder = {
  readonly path: string
  /** Tells those who look where the product answers. */
  announce(address: string): Promise<void>
  release(): Promise<void>
}

const lockFile = 'yapa.lock'
const sharedLockFile = /^yapa-\d+\.lock$/
/** So often a process touches its file: its number means nothing to those of another container or machine. */
export const heartbeatMs = 3_000

/**
 * Creates the folder if needed and keeps it for this process; `isShared`, beside others that share it too (their database is
 * elsewhere), only so that status and stop find them.
 * Throws GroundError when another live process keeps it alone, or when it cannot be written.
 */
export async function keep(folder: string, version = '', { isShared = false } = {}): Promise<DataFolder> {
  const path = resolve(folder)
  const file = join(path, isShared ? `yapa-${process.pid}.lock` : lockFile)
  const lock: Lock = {
    pid: process.pid,
    address: '',
    since: new Date().toISOString(),
    version,
    token: randomUUID(),
    ...(await describeSelf()),
  }
  try {
    await makeFolder(path)
    await assertNotKept(path, isShared)
    while (!(await create(file, lock))) {
      const other = await read(file)
      if (other && (await isAlive(file, other))) throw alreadyRunning(other.pid, other.address)
      await setAside(file, other)
    }
  } catch (error) {
    throw await fromFolderError(error, path)
  }
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), heartbeatMs)
  beat.unref()
  const isOurs = async () => (await read(file))?.token === lock.token
  return {
    path,
    async announce(address) {
      lock.address = address
      if (await isOurs()) await replaceDurably(file, JSON.stringify(lock))
    },
    async release() {
      clearInterval(beat)
      if (await isOurs()) await rm(file, { force: true })
    },
  }
}

/** The live processes on a data folder: the one that keeps it, or those that share it. */
export async function findKeepers(folder: string): Promise<Keeper[]> {
  const path = resolve(folder)
  const names = (await readdir(path).catch(() => [])).filter((name) => name === lockFile || sharedLockFile.test(name))
  const found = await Promise.all(names.map((name) => findAlive(join(path, name))))
  return found.filter((lock) => lock !== undefined)
}

async function findAlive(file: string): Promise<Lock | undefined> {
  const lock = await read(file)
  if (lock && (await isAlive(file, lock))) return lock
  // Of a process that was killed. Its own name is never taken again, so nobody else will clear it away.
  if (lock && sharedLockFile.test(basename(file))) await rm(file, { force: true })
  return undefined
}

// Those whose database is elsewhere share the folder with each other, and with nobody whose database is in it.
async function assertNotKept(path: string, isShared: boolean): Promise<void> {
  const names = isShared ? [lockFile] : (await readdir(path)).filter((name) => sharedLockFile.test(name))
  for (const name of names) {
    const other = await findAlive(join(path, name))
    if (other) throw alreadyRunning(other.pid, other.address)
  }
}

// A link appears whole or not at all: nobody ever reads half a lock, and only one starter wins.
async function create(file: string, lock: Lock): Promise<boolean> {
  const draft = `${file}.${lock.token}`
  await writeDurably(draft, JSON.stringify(lock))
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

// Two starters may judge the same lock stale; the second must not throw away the lock that the first has made since.
async function setAside(file: string, stale: Lock | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch {
    return
  }
  const taken = await read(aside)
  if (taken && taken.token !== stale?.token) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

async function read(file: string): Promise<Lock | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Lock
  } catch {
    return undefined
  }
}

/** Whether the process that wrote this about itself into the file, and touches it at every heartbeat, is still there. */
export async function isAlive(file: string, lock: Life): Promise<boolean> {
  const self = await describeSelf()
  if (lock.place === self.place) return (await birthOf(lock.pid)) === lock.birth
  // Written in another container or machine, whose process numbers mean nothing here: alive if its heart beats.
  const before = (await stat(file).catch(() => undefined))?.mtimeMs
  await sleep(heartbeatMs * 2.5)
  const after = (await stat(file).catch(() => undefined))?.mtimeMs
  return after !== undefined && after !== before
}

let self: Promise<{ birth: string; place: string }> | undefined
export const describeSelf = (): Promise<Omit<Life, 'pid'>> =>
  (self ??= Promise.all([birthOf(process.pid), describePlace()]).then(([birth, place]) => ({ birth: birth ?? '', place })))

// The same host name after a reboot is the same place; the births differ then.
async function describePlace(): Promise<string> {
  const processes = await readlink('/proc/self/ns/pid').catch(() => '')
  return `${hostname()} ${processes}`
}

/** When a process was born, in a form that no later process with the same number repeats; undefined if it is gone. */
export async function birthOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
    if (!line) return undefined
    const [state, ...rest] = line.slice(line.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z' || state === 'X') return undefined
    return `${(await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim()} ${rest[18]}`
  }
  const told = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => undefined)
  return told?.stdout.trim() || undefined
}

/** Throws GroundError where we may not look into a data folder: that nobody could be seen must not be told as nobody being there. */
export async function assertMayLook(folder: string): Promise<void> {
  const path = resolve(folder)
  try {
    await readdir(path)
  } catch (error) {
    if (!isRefused(error)) return
    const owner = await otherOwnerOf(path)
    throw owner === undefined ? fromFileError(error, path) : closedData(path, owner)
  }
}

/** The failure behind an error of the file system in a data folder that is to be worked with. */
export async function fromFolderError(error: unknown, path: string): Promise<unknown> {
  const owner = isRefused(error) ? await otherOwnerOf(path) : undefined
  return owner === undefined ? fromFileError(error, path) : wrongOwner(path, owner)
}

const isRefused = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EACCES'

async function otherOwnerOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && found.uid !== process.geteuid?.() && dirname(path) !== path ? nameOf(found.uid) : undefined
}

/** The name of an account, or its number where it has none. */
export async function nameOf(uid: number): Promise<string> {
  if (uid === process.geteuid?.()) return userInfo().username
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return (
    accounts
      .split('\n')
      .find((line) => line.split(':')[2] === String(uid))
      ?.split(':')[0] ?? String(uid)
  )
}
