import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import * as conversations from '#conversations/server/public.ts'
import * as identity from '#identity/server/public.ts'
import { controlKeyHeader, controlKeyOf } from '#platform/server/phone/door.ts'
import { liveCustomers, type LiveCustomers } from '#app/simulators/live-customers.ts'
import { asSystem, type Kernel } from '#kernel/context.ts'
import { handlerOf } from '#simulators/whatsapp/server.ts'
import { createWhatsAppSimulator, type WhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'

export type Simulators = { stop(): Promise<void> }

const whoWeAre = { name: 'simulator' }

/**
 * The outside world of demo organizations, on loopback. Its numbers and their recent chats are put back at every start,
 * because the simulator remembers nothing. Does nothing when there is no demo, or when another process serves it already.
 */
export async function startSimulators(kernel: Kernel): Promise<Simulators | undefined> {
  const { config, db, log } = kernel
  const demos: string[] = []
  for (const org of await identity.organizationIds(db.platform))
    if ((await asSystem(kernel, org, whoWeAre, identity.organization)).isDemo) demos.push(org)
  if (demos.length === 0) return undefined

  const simulator = createWhatsAppSimulator({ seed: 'yapa', appSecret: 'unused', verifyToken: 'unused', publicUrl: config.simulatorUrl })
  const webhookUrl = `http://127.0.0.1:${config.port}/api/v1/webhooks/whatsapp`
  for (const org of demos) await restore(kernel, simulator, org, webhookUrl)

  const live = liveCustomers(simulator)
  const handle = handlerOf(simulator)
  const key = Buffer.from(controlKeyOf(kernel.crypto))
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/control')) return void handle(request, response)
    const given = Buffer.from(String(request.headers[controlKeyHeader] ?? ''))
    if (given.length !== key.length || !timingSafeEqual(given, key)) return void response.writeHead(403).end()
    if (request.url.startsWith('/control/live-customers')) return void switchLive(live, request, response)
    if (request.url.startsWith('/control/files')) return sendFile(simulator, request, response)
    void handle(request, response)
  })
  const { port, hostname } = new URL(config.simulatorUrl)
  const isOurs = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: { code?: string }) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)))
    server.listen(Number(port), hostname, () => resolve(true))
  })
  if (!isOurs) {
    log.warn({ port }, 'the port of the simulated providers is taken: demo organizations cannot send; set YAPA_SIMULATOR_PORT')
    return undefined
  }
  return {
    async stop() {
      live.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function restore(kernel: Kernel, simulator: WhatsAppSimulator, org: string, webhookUrl: string): Promise<void> {
  const { numbers, chats } = await asSystem(kernel, org, whoWeAre, async (ctx) => ({
    numbers: await conversations.simulatedNumbers(ctx),
    chats: await conversations.recentSimulatedChats(ctx),
  }))
  for (const number of numbers) simulator.register({ ...number, webhookUrl })
  for (const { phoneNumberId, waId, name, messages } of chats) simulator.restoreChat({ phoneNumberId, person: { waId, name }, messages })
}

async function switchLive(live: LiveCustomers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (request.method === 'GET') return sendJson(response, { isLive: live.isOn(url.searchParams.get('org') ?? '') })
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const { org, isOn, numbers } = JSON.parse(body) as { org: string; isOn: boolean; numbers: string[] }
  sendJson(response, { isLive: live.set(org, numbers, isOn) })
}

function sendFile(simulator: WhatsAppSimulator, request: IncomingMessage, response: ServerResponse): void {
  const file = simulator.file(new URL(request.url ?? '/', 'http://localhost').searchParams.get('mediaId') ?? '')
  if (!file) return void response.writeHead(404).end()
  sendJson(response, { mimeType: file.mimeType, bytes: Buffer.from(file.bytes).toString('base64') })
}

const sendJson = (response: ServerResponse, value: unknown): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
