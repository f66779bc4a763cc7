import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { birthOf } from '#kernel/postgres/data-folder.ts'
import { type Connection, type RunningPostgres, startPostgres, type StartOptions } from '#kernel/postgres/postgres.ts'
import { end } from '../end.ts'

export const isRoot = process.getuid?.() === 0
export const nobody = 65534
export const projectRoot = join(import.meta.dirname, '../..')

const cleanups = new WeakMap<TestContext, (() => Promise<unknown>)[]>()

/** Like `t.after`, but the last thing made is the first undone: servers stop before their folders go. */
export function undo(t: TestContext, step: () => Promise<unknown>): void {
  const steps = cleanups.get(t)
  if (steps) return void steps.unshift(step)
  cleanups.set(t, [step])
  t.after(async () => {
    for (const one of cleanups.get(t) ?? []) await one()
  })
}

/** A folder of its own that others may enter, gone after the test. */
export async function aFolder(t: TestContext, name = 'yapa-ground-'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), name))
  await chmod(folder, 0o755)
  undo(t, () => rm(folder, { recursive: true, force: true }))
  return folder
}

export type Said = { lines: string[]; info(line: string): void; warn(line: string): void; error(line: string): void }

/** A log that remembers. */
export function aLog(): Said {
  const lines: string[] = []
  const note = (line: string) => void lines.push(line)
  return { lines, info: note, warn: note, error: note }
}

/** A running server, stopped after the test. Durable as in a shop unless `tuning` says otherwise. */
export async function aServer(t: TestContext, dataDir: string, options: Partial<StartOptions> = {}): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir, log: aLog(), ...options })
  undo(t, async () => {
    await server.stop()
    // A short one outside of the data stays for the next start, which a test does not have.
    if (server.socketDir) await rm(server.socketDir, { recursive: true, force: true })
  })
  return server
}

/** Runs one statement on a connection of its own. */
export async function ask<T extends pg.QueryResultRow>(connection: Connection, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}

/** Waits until something holds; fails with `what` after a minute, for a slow machine has time. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, patienceMs = 60_000): Promise<void> {
  for (const started = Date.now(); !(await holds()); await sleep(20))
    if (Date.now() - started > patienceMs) throw new Error(`never happened: ${what}`)
}

export const isAlive = async (pid: number): Promise<boolean> => (await birthOf(pid)) !== undefined

export type OtherProcess = { child: ChildProcess; told: Promise<{ pid?: number; code?: string; message?: string }>; errors: () => string }

/** The server in another process (serve.ts), as another user if asked; `told` is its first line: how it went. */
export function serveElsewhere(
  t: TestContext,
  dataDir: string,
  { uid, tuning = 'standard' }: { uid?: number; tuning?: string } = {},
): OtherProcess {
  const serve = [process.execPath, join(import.meta.dirname, 'serve.ts'), dataDir, tuning]
  const [file = '', ...args] = uid === undefined ? serve : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--', ...serve]
  // The compiled code of another user must not land in our folder, nor fail for want of permission to it.
  const env = { PATH: process.env.PATH ?? '', HOME: '/nonexistent', NODE_DISABLE_COMPILE_CACHE: '1' }
  const child = spawn(file, args, { cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const told = new Promise<{ pid?: number }>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as { pid: number }))
    child.once('close', () => reject(new Error(`serve.ts ended without a word: ${errors}`)))
  })
  told.catch(() => undefined)
  undo(t, () => end(child))
  return { child, told, errors: () => errors }
}
