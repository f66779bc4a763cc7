import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

import { findLifeline } from '../../bin/child.mjs'
import { serverFlags } from '../../bin/server-flags.mjs'
import { end } from '../end.ts'
import { freePort } from '../free-port.ts'
import { findRunning } from '#kernel/postgres/running.ts'
import type { Target } from './raw-client.ts'

/** The product as an operator runs it: a process of its own with its database under it, durable, in production mode. */
export type Product = {
  target: Target
  dataDir: string
  /** What the process was told; commands on the same data need the same. */
  env: Record<string, string>
  pid: number
  /** From the start of the process to the line that says where it is. */
  startMs: number
  output(): string
  /** Asks it to end and waits; resolves to the milliseconds it took. */
  stop(): Promise<number>
  /** Ends it as a power cut would, its database left to itself. */
  kill(): Promise<number>
}

export const root = fileURLToPath(new URL('../..', import.meta.url))
const readyLine = /Yapa está en http/
const startPatienceMs = 120_000

const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGTERM')
})

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'yapa-load-'))
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true })

/** A Node process of ours that is ended with us. */
export function run(args: readonly string[], env: Record<string, string> = {}): { child: ChildProcess; output: () => string } {
  const [program = '', ...rest] = [...findLifeline(), process.execPath, ...args]
  const child = spawn(program, rest, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  children.add(child)
  child.once('exit', () => children.delete(child))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk))
  return { child, output: () => output }
}

export async function startProduct(dataDir: string, settings: Record<string, string> = {}): Promise<Product> {
  const port = await freePort()
  const env = {
    NODE_ENV: 'production',
    YAPA_LOG_LEVEL: 'warn',
    YAPA_TRUST_PROXY: '127.0.0.1',
    // Nothing of a measurement may leave the machine; the port of discarded things answers nobody.
    YAPA_WHATSAPP_URL: 'http://127.0.0.1:9',
    YAPA_SIMULATOR_PORT: String(await freePort()),
    ...settings,
    YAPA_DATA: dataDir,
    YAPA_PORT: String(port),
  }
  const since = performance.now()
  const { child, output } = run([...serverFlags, ...nodeFlags(env), 'src/app/main.ts'], env)
  while (!readyLine.test(output())) {
    if (child.exitCode !== null || performance.now() - since > startPatienceMs) throw new Error(`the product did not start:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return {
    target: { host: '127.0.0.1', port },
    dataDir,
    env,
    pid: child.pid ?? 0,
    startMs: performance.now() - since,
    output,
    stop: () => end(child),
    kill: () => end(child, 'SIGKILL'),
  }
}

/** `YAPA_LOAD_NODE_FLAGS=--cpu-prof` and the like, for whoever looks for what is slow. */
const nodeFlags = (env: Record<string, string>): string[] =>
  (env.YAPA_LOAD_NODE_FLAGS ?? process.env.YAPA_LOAD_NODE_FLAGS ?? '').split(' ').filter((flag) => flag !== '')

/** The product's database as its superuser, who may do what no part of the product may. */
export async function asSuperuser<T>(product: Pick<Product, 'dataDir'>, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(await superuserOf(product))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export async function superuserOf({ dataDir }: Pick<Product, 'dataDir'>): Promise<{
  host: string
  port: number
  user: string
  password: string
  database: string
}> {
  const admin = await findRunning(dataDir)
  if (!admin) throw new Error('no database runs on this data')
  return { ...admin, database: 'yapa' }
}
