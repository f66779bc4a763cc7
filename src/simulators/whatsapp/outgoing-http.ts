import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'

export type OutgoingRequest = { method: 'GET' | 'POST'; url: string; headers: Record<string, string>; body?: Uint8Array; timeoutMs: number }
export type OutgoingAnswer = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }

/** How the stand-in reaches its receivers: webhooks, handshakes, linked files. Replaceable, so that tests need no socket. */
export type Outgoing = (request: OutgoingRequest) => Promise<OutgoingAnswer>

const MOST_BYTES = 100 * 1024 * 1024

/** Over real connections, one per request, as unrelated servers of the provider do. */
export const overHttp: Outgoing = ({ method, url, headers, body, timeoutMs }) =>
  new Promise((resolve, reject) => {
    const open = url.startsWith('https:') ? secureRequest : plainRequest
    const length = body ? { 'content-length': String(body.length) } : {}
    const call = open(url, { method, headers: { ...headers, ...length }, agent: false, timeout: timeoutMs }, (answer) => {
      const chunks: Buffer[] = []
      let size = 0
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > MOST_BYTES) answer.destroy(new Error('The answer is too large'))
        else chunks.push(chunk)
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }))
      answer.on('error', reject)
    })
    const deadline = setTimeout(() => call.destroy(new Error(`No answer within ${timeoutMs} ms`)), timeoutMs)
    call.on('close', () => clearTimeout(deadline))
    call.on('error', reject)
    call.end(body)
  })
