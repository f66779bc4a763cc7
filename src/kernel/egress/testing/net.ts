import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Server as TcpServer } from 'node:net'
import { after, before, beforeEach } from 'node:test'
import { EgressFailure, openEgress, type Egress, type EgressRequest } from '../egress.ts'

type Options = Parameters<typeof openEgress>[0]

export type Net = {
  /** Of the public server and of the internal one: only the address tells them apart. */
  port: number
  egress: Egress
  /** What the public server says, until the test is over. */
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void
  /** What the public server was asked. */
  seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[]
  /** The paths that the internal server was asked for. */
  inside: string[]
  /** The addresses of each name. */
  names: Record<string, string[]>
  /** Another egress in place of the one before. */
  open(more?: Partial<Options>): void
  /** Calls the public server. */
  call(path: string, more?: Partial<EgressRequest>): ReturnType<Egress['fetch']>
}

/** A small internet for the tests of a file: 127.1.0.0/16 plays the public part; the rest of the loopback block is what it is: internal. */
export function aNet(): Net {
  const net: Net = {
    port: 0,
    egress: openEgress({ allow: [] }),
    answer: (_request, response) => response.end('hello'),
    seen: [],
    inside: [],
    names: {},
    open(more = {}) {
      net.egress.close()
      net.egress = openEgress({
        allow: [],
        special: (address) => (address.startsWith('127.1.') ? null : 'internal'),
        resolve: (host) => (net.names[host] ? Promise.resolve(net.names[host]) : Promise.reject(new Error('ENOTFOUND'))),
        ...more,
      })
    },
    call: (path, more = {}) => net.egress.fetch({ url: `http://api.test:${net.port}${path}`, onlyLocalSimulator: false, ...more }),
  }
  const publicServer = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      net.seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
      net.answer(request, response, body)
    })
  })
  const internalServer = createServer((request, response) => {
    net.inside.push(request.url ?? '')
    response.end('internal secret')
  })
  const { answer } = net
  before(async () => {
    net.port = await listen(publicServer, '127.1.0.1')
    await listen(internalServer, '127.0.0.1', net.port)
  })
  after(() => {
    net.egress.close()
    publicServer.close()
    internalServer.close()
  })
  beforeEach(() => {
    net.seen.length = net.inside.length = 0
    net.answer = answer
    net.names = { 'api.test': ['127.1.0.1'], 'inside.test': ['127.0.0.1'] }
    net.open()
  })
  return net
}

/** The port that it got. */
export const listen = (server: Server | TcpServer, host: string, at = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(at, host, () => resolve((server.address() as AddressInfo).port))
  })

/** For `assert.rejects`. */
export const failing = (kind: EgressFailure['kind'], requestWritten: boolean) => (error: unknown) => {
  assert.ok(error instanceof EgressFailure, String(error))
  assert.equal(error.kind, kind, error.message)
  assert.equal(error.requestWritten, requestWritten)
  return true
}
