import { execFile } from 'node:child_process'
import { readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { birthOf } from './data-folder.ts'
import { endServer } from './end-server.ts'

/**
 * Clears what a killed product left on a cluster that we keep now: a server that still runs is stopped cleanly (we start our
 * own, which is watched again, in a few hundredths of a second); a pid file whose number belongs to somebody else is removed.
 */
export async function clearServer(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0])
  if (!(pid > 0)) return
  if (await serves(pid, cluster)) await stopOrphan(pid)
  else await rm(pidFile, { force: true })
}

/** Removes the sockets that no server listens on any more; their lock files may carry somebody else's number too. */
export async function clearSockets(socketDir: string | undefined): Promise<void> {
  if (!socketDir) return
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) await rm(join(socketDir, name), { force: true })
}

/** Whether a process is a server of this cluster: PostgreSQL always works inside its data folder. */
export async function serves(pid: number, cluster: string): Promise<boolean> {
  if (!(await birthOf(pid))) return false
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === (await realpath(cluster))
  const told = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => undefined)
  return told?.stdout.includes(cluster) ?? false
}

async function stopOrphan(pid: number): Promise<void> {
  const birth = await birthOf(pid)
  const tell = (signal: NodeJS.Signals): boolean => {
    try {
      return process.kill(pid, signal)
    } catch {
      return false
    }
  }
  await endServer({ tell, isGone: async () => (await birthOf(pid)) !== birth })
}
