import http from 'node:http'
import https from 'node:https'
import { isIPv6, type LookupFunction, type Socket } from 'node:net'
import { Transform, type Readable } from 'node:stream'
import { EgressFailure, type EgressFailureKind } from '#kernel/egress/failure.ts'

export type Exchange = { status: number; headers: Record<string, string>; stream: Readable }

export type Call = {
  url: URL
  method: string
  headers: Record<string, string>
  body: string | Uint8Array | undefined
  agent: http.Agent
  /** The checked addresses: the connection goes to one of these, whatever the name resolves to by now. */
  addresses: readonly string[]
  /** A last look at the address that is really connected, also for a socket that is used again. */
  mayConnect: (address: string) => boolean
  /** Milliseconds of `Date.now()`: until then the connection must stand, TLS included. */
  connectBy: number
  /** Until then the last byte of the answer must be here. */
  deadline: number
  maxBytes: number
}

/** One request and its answer, without redirects. */
export function exchange(call: Call): Promise<Exchange> {
  const { url, deadline } = call
  const { promise, resolve, reject } = Promise.withResolvers<Exchange>()
  const limit = new AbortController()
  let isConnected = false
  let settle = (failure: EgressFailure): void => reject(failure)

  const fail = (kind: EgressFailureKind, reason: string, cause?: unknown): void => {
    settle(new EgressFailure(kind, reason, { requestWritten: isConnected, cause }))
    request.destroy()
  }
  const onTime = (): void => fail(isConnected ? 'timeout-after-send' : 'timeout-before-send', `${url.host} took too long`)
  const connectTimer = setTimeout(
    () => isConnected || fail('timeout-before-send', `${url.host} did not connect in time`),
    Math.max(0, call.connectBy - Date.now()),
  )
  const totalTimer = setTimeout(onTime, Math.max(0, deadline - Date.now()))
  const stopClocks = (): void => {
    clearTimeout(connectTimer)
    clearTimeout(totalTimer)
  }

  const options: https.RequestOptions = {
    method: call.method,
    headers: { ...call.headers, ...(call.body !== undefined && { 'content-length': Buffer.byteLength(call.body) }) },
    agent: call.agent,
    lookup: pinned(call.addresses),
    maxHeaderSize: 32 * 1024,
    signal: limit.signal,
  }
  let request: http.ClientRequest
  try {
    request = (url.protocol === 'https:' ? https : http).request(url, options)
  } catch (error) {
    stopClocks()
    reject(new EgressFailure('refused', 'a header that cannot be sent', { cause: error }))
    return promise
  }

  request.on('socket', (socket) => {
    const connected = (): void => {
      if (call.mayConnect(socket.remoteAddress ?? '')) isConnected = true
      else fail('refused', `${url.host} connected to ${socket.remoteAddress}`)
    }
    if (!socket.connecting && isSecured(socket)) connected()
    else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connected)
  })
  request.on('error', (error) => {
    stopClocks()
    settle(
      new EgressFailure(isConnected ? 'reset' : 'connect', `${url.host}: ${error.message}`, { requestWritten: isConnected, cause: error }),
    )
  })
  request.on('response', (response) => {
    const tooLarge = (): EgressFailure =>
      new EgressFailure('too-large', `${url.host} answers more than ${call.maxBytes} bytes`, { requestWritten: true })
    if (Number(response.headers['content-length'] ?? 0) > call.maxBytes && call.method !== 'HEAD') {
      stopClocks()
      reject(tooLarge())
      return void request.destroy()
    }
    let bytes = 0
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length
        if (bytes > call.maxBytes) done(tooLarge())
        else done(null, chunk)
      },
    })
    settle = (failure) => void counted.destroy(failure)
    const broken = (cause?: unknown): void =>
      void counted.destroy(new EgressFailure('reset', `${url.host} broke off its answer`, { requestWritten: true, cause }))
    response.once('error', broken)
    response.once('close', () => response.complete || broken())
    counted.once('close', () => {
      stopClocks()
      if (!response.complete) request.destroy()
    })
    // Whoever reads the stream hears of its end; nobody reads that of an answer that was thrown away.
    counted.on('error', () => {})
    response.pipe(counted)
    resolve({ status: response.statusCode ?? 0, headers: flatten(response.headers), stream: counted })
  })
  request.end(call.body)
  return promise
}

const isSecured = (socket: Socket): boolean =>
  !('encrypted' in socket) || (socket as unknown as { getProtocol(): string | null }).getProtocol() !== null

/** Hands out the checked addresses and asks nobody. */
const pinned =
  (addresses: readonly string[]): LookupFunction =>
  (_host, options, callback) => {
    const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
    if (options.all) callback(null, found)
    else callback(null, found[0]?.address ?? '', found[0]?.family ?? 4)
  }

function flatten(headers: http.IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value
  return flat
}

export async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
