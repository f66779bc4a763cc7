import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { LiveCustomers } from '#app/simulators/live-customers.ts'
import * as telephone from '#app/simulators/telephone.ts'
import { PhoneContent } from '#platform/contract/phone.ts'
import { controlKeyHeader } from '#platform/server/phone/door.ts'
import { handlerOf } from '#simulators/whatsapp/server.ts'
import type { WhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'

/** Undefined: no such thing, 404. */
type Door = (input: unknown) => unknown
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const mostBytes = 8 * 1024 * 1024
const number = z.object({ phoneNumberId: z.string() })
const place = number.extend({ waId: z.string() })

/**
 * Everything the simulated provider listens to: its public interface for whoever has a token, and the control door for
 * whoever has the key. What the path is, is decided once and by the same rules as behind: `/x/../control` is the door too.
 */
export function handlerFor(simulator: WhatsAppSimulator, live: LiveCustomers, controlKey: string): Handler {
  const provider = handlerOf(simulator, { hasControl: false })
  const control = handlerOf(simulator)
  const doors = doorsOf(simulator, live)
  const key = Buffer.from(controlKey)
  return async (request, response) => {
    const path = pathOf(request)
    if (path !== '/control' && !path.startsWith('/control/')) return provider(request, response)
    const given = Buffer.from(String(request.headers[controlKeyHeader] ?? ''))
    if (given.length !== key.length || !timingSafeEqual(given, key)) return void response.writeHead(403).end()
    const name = `${request.method} ${path.slice('/control'.length)}`
    const door = Object.hasOwn(doors, name) ? doors[name] : undefined
    if (!door) return control(request, response)
    await open(door, request, response)
  }
}

const urlOf = (request: IncomingMessage): URL => new URL(request.url ?? '/', 'http://simulator')
const pathOf = (request: IncomingMessage): string => (URL.canParse(request.url ?? '/', 'http://simulator') ? urlOf(request).pathname : '/')

function doorsOf(simulator: WhatsAppSimulator, live: LiveCustomers): Record<string, Door> {
  return {
    'GET /telephone/chats': (input) => ({
      items: telephone.chats(simulator, number.extend({ search: z.string().default('') }).parse(input)),
    }),
    'GET /telephone/messages': (input) => telephone.messages(simulator, place.parse(input)),
    'POST /telephone/messages': (input) =>
      telephone.write(
        simulator,
        place.extend({ name: z.string().optional(), content: PhoneContent, replyTo: z.string().optional() }).parse(input),
      ),
    'POST /telephone/look': (input) => telephone.look(simulator, place.extend({ isLooking: z.boolean() }).parse(input)),
    'POST /telephone/customers': (input) =>
      telephone.addCustomer(simulator, number.extend({ name: z.string() }).parse(input)) ?? { status: 409 as const },
    'GET /telephone/files': (input) => {
      const { mediaId, numbers } = z.object({ mediaId: z.string(), numbers: z.string() }).parse(input)
      return telephone.file(simulator, { mediaId, numbers: numbers.split(',') })
    },
    'GET /live-customers': (input) => ({ isLive: live.isOn(z.object({ org: z.string() }).parse(input).org) }),
    'PUT /live-customers': (input) => {
      const { org, isOn, numbers } = z.object({ org: z.string(), isOn: z.boolean(), numbers: z.array(z.string()) }).parse(input)
      return { isLive: live.set(org, numbers, isOn) }
    },
  }
}

async function open(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const input: unknown = request.method === 'GET' ? Object.fromEntries(urlOf(request).searchParams) : JSON.parse(await bodyOf(request))
    const output = door(input)
    if (output === undefined) return send(response, 404, { error: 'no such thing' })
    send(response, isStatus(output) ? output.status : 200, output)
  } catch (error) {
    // Also what the simulator throws about a number that nobody registered.
    send(response, 400, { error: error instanceof Error ? error.message : String(error) })
  }
}

const isStatus = (output: unknown): output is { status: 409 } => typeof output === 'object' && output !== null && 'status' in output

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) throw new RangeError('The request is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const send = (response: ServerResponse, status: number, value: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
