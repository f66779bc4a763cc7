import { spawn, type ChildProcess } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import * as conversations from '#conversations/server/public.ts'
import * as tenants from '#identity/server/tenants.ts'
import { readMarker } from '#app/demo/marker.ts'
import { withKernel } from '#app/with-kernel.ts'
import { loadConfig } from '#kernel/config/config.ts'
import { asSystem } from '#kernel/context.ts'
import { startPostgres, type RunningPostgres } from '#kernel/postgres/postgres.ts'
import { end } from '../end.ts'
import { freePort } from '../free-port.ts'

/**
 * A database, an app and a worker, each a process (tree) of its own that can be killed alone, and the number of a shop
 * that customers write to.
 */
export type Scene = {
  postgres: RunningPostgres
  admin: pg.ClientConfig
  url: string
  number: { phoneNumberId: string; appSecret: string }
  kill(what: 'app' | 'worker' | 'postgres'): void
  end(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const silent = { info: () => {}, warn: () => {}, error: () => {} }

export async function setScene(): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'yapa-crash-'))
  const postgres = await startPostgres({ dataDir: join(folder, 'database'), log: silent })
  const { host, port: dbPort, password } = postgres
  const admin = { host, port: dbPort, user: postgres.admin.user, password, database: 'postgres' }
  const databaseUrl = `postgres://${admin.user}:${encodeURIComponent(password)}@localhost:${dbPort}/postgres?host=${encodeURIComponent(host)}`
  const port = await freePort()
  const env = {
    NODE_ENV: 'production',
    YAPA_LOG_LEVEL: 'fatal',
    YAPA_DATA: join(folder, 'data'),
    DATABASE_URL: databaseUrl,
    YAPA_PORT: String(port),
    // Visitors of the shop on the web come from addresses of their own.
    YAPA_TRUST_PROXY: '127.0.0.1',
    YAPA_SIMULATOR_PORT: String(await freePort()),
  }
  const running = new Map<string, ChildProcess>()
  let isEnding = false
  // As a service manager would: whatever ends, by our hand or by its own decision, is started again.
  const keepAlive = (roles: 'http' | 'worker'): void => {
    const child = spawn(process.execPath, ['src/app/main.ts'], {
      cwd: root,
      env: { ...process.env, ...env, YAPA_ROLES: roles },
      stdio: 'ignore',
    })
    running.set(roles, child)
    child.once('exit', () => void (isEnding || setTimeout(() => isEnding || keepAlive(roles), 100)))
  }
  keepAlive('http')
  const url = `http://127.0.0.1:${port}`
  await until(async () => (await readMarker(env.YAPA_DATA, 'chicken-shop'))?.state === 'done', 120_000)
  keepAlive('worker')
  return {
    postgres,
    admin,
    url,
    number: await firstNumber(env),
    kill(what) {
      const pid = what === 'postgres' ? postgres.pid : running.get(what === 'app' ? 'http' : 'worker')?.pid
      try {
        if (pid) process.kill(pid, 'SIGKILL')
      } catch {
        // It was down already, from the last time.
      }
    },
    async end() {
      isEnding = true
      for (const child of running.values()) await end(child)
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const firstNumber = (env: Record<string, string>): Promise<{ phoneNumberId: string; appSecret: string }> =>
  withKernel(loadConfig(env), async (kernel) => {
    const [org = ''] = await tenants.organizationIds(kernel.db.platform)
    const [number] = await asSystem(kernel, org, { name: 'test' }, conversations.simulatedNumbers)
    if (!number) throw new Error('the demo has no number')
    return number
  })

export async function until(isDone: () => Promise<unknown>, patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs
  while (!(await isDone().catch(() => false))) {
    if (Date.now() > end) throw new Error('waited too long')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The database as its superuser, as soon as it answers. */
export async function asAdmin<T>(scene: Scene, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client(scene.admin)
    client.on('error', () => {})
    await client.connect()
    return client
  }
  let client: pg.Client | undefined
  await until(async () => (client = await connect()), 20_000)
  try {
    return await run(client!)
  } finally {
    await client!.end()
  }
}

export const textOf = (body: string) => ({ type: 'text', text: { body } })

/** A message of one customer, as the provider delivers it: signed, and the same bytes however often it is repeated. */
export function webhookOf(
  number: Scene['number'],
  message: { id: string; waId: string; at: number; content: object },
): { body: Buffer; signature: string } {
  const body = Buffer.from(
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: 'WABA',
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '18095550190', phone_number_id: number.phoneNumberId },
                contacts: [{ profile: { name: `Cliente ${message.waId.slice(-4)}` }, wa_id: message.waId }],
                messages: [
                  {
                    from: message.waId,
                    id: message.id,
                    timestamp: String(Math.floor(message.at / 1000)),
                    ...message.content,
                  },
                ],
              },
            },
          ],
        },
      ],
    }),
  )
  return { body, signature: `sha256=${createHmac('sha256', number.appSecret).update(body).digest('hex')}` }
}

/** Whether the product took it for good. */
export const deliver = (url: string, { body, signature }: { body: Buffer; signature: string }): Promise<boolean> =>
  fetch(`${url}/api/v1/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
    body: new Uint8Array(body),
    signal: AbortSignal.timeout(8_000),
  }).then(
    async (answer) => {
      await answer.arrayBuffer()
      return answer.status === 200
    },
    () => false,
  )
