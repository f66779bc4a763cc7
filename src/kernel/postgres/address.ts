import { chmod, chown, lstat, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#kernel/config/ports.ts'
import { makeFolder } from './durable-file.ts'

/** Where the server listens: a unix socket in `socketDir` (then `host` is that folder), else loopback. */
export type Address = { host: string; port: number; socketDir: string | undefined }

const socketPort = 5432
// sun_path has 108 bytes on Linux and 104 on macOS, the closing zero included.
const longestSocket = platform() === 'linux' ? 107 : 103
const socketIn = (folder: string) => join(folder, `.s.PGSQL.${socketPort}`)
const fits = (folder: string) => Buffer.byteLength(socketIn(folder)) <= longestSocket

/**
 * A private folder for the socket: `run` inside the data, or a short one under the temporary folder, remembered in the data
 * folder; loopback where the file system has no sockets. `owner` is who PostgreSQL runs as.
 */
export async function chooseAddress(
  dataDir: string,
  owner: { uid: number; gid: number },
  mayEnter: (folder: string) => Promise<boolean>,
): Promise<Address> {
  const own = join(dataDir, 'run')
  if (fits(own) && (await mayEnter(dataDir)) && (await prepare(own, owner))) return { host: own, port: socketPort, socketDir: own }
  const note = join(dataDir, 'socket-folder')
  const remembered = (await readFile(note, 'utf8').catch(() => '')).trim()
  if (remembered && (await isOurs(remembered, owner)) && (await prepare(remembered, owner)))
    return { host: remembered, port: socketPort, socketDir: remembered }
  for (const parent of [tmpdir(), '/tmp']) {
    const short = await mkdtemp(join(parent, 'yapa-')).catch(() => undefined)
    if (!short) continue
    if (fits(short) && (await prepare(short, owner))) {
      await writeFile(note, short)
      return { host: short, port: socketPort, socketDir: short }
    }
    await rm(short, { recursive: true, force: true })
  }
  return { host: '127.0.0.1', port: await freePort('127.0.0.1'), socketDir: undefined }
}

/** The part of the server's command line that says where to listen. */
export function listeningArgs(address: Address): string[] {
  const settings = {
    listen_addresses: address.socketDir ? '' : address.host,
    unix_socket_directories: address.socketDir ?? '',
    port: address.port,
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

async function prepare(folder: string, owner: { uid: number; gid: number }): Promise<boolean> {
  await makeFolder(folder)
  await chmod(folder, 0o700)
  if (owner.uid !== process.geteuid?.()) await chown(folder, owner.uid, owner.gid)
  return supportsSockets(folder)
}

// In a shared temporary folder anybody may have put a folder with the remembered name after ours was swept away.
async function isOurs(folder: string, owner: { uid: number }): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  return found?.isDirectory() === true && (found.uid === owner.uid || found.uid === process.geteuid?.())
}

function supportsSockets(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(join(folder, '.probe'), () => probe.close(() => resolve(true)))
  })
}
