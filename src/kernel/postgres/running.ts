import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { adminName, passwordFile } from './cluster.ts'
import { serves } from './orphan.ts'
import type { Connection } from './postgres.ts'

/** How to reach the embedded server of another process of ours on this data, as its superuser; undefined when none runs. */
export async function findRunning(dataDir: string): Promise<Connection | undefined> {
  const cluster = join(dataDir, 'pg')
  const [pid, , , port, socketDir, host] = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  if (!pid || !port || !(await serves(Number(pid), cluster))) return undefined
  const password = (await readFile(passwordFile(dataDir), 'utf8')).trim()
  return { host: socketDir || host || '127.0.0.1', port: Number(port), user: adminName, password, database: 'postgres' }
}
