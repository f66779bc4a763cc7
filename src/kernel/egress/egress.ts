import { lookup as systemLookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import type { Readable } from 'node:stream'
import { hostOf, isListed, specialRange } from '#kernel/egress/address.ts'
import { newDestination, type Destination } from '#kernel/egress/destination.ts'
import { EgressFailure } from '#kernel/egress/failure.ts'
import { headersFor, nextHop } from '#kernel/egress/redirect.ts'
import { collect, exchange, type Exchange } from '#kernel/egress/exchange.ts'

export { EgressFailure } from '#kernel/egress/failure.ts'

export type EgressRequest = {
  url: string
  /** `GET` when absent. */
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** Milliseconds for the whole exchange, redirects and body included. 15,000 when absent. */
  timeoutMs?: number
  /** Bytes of the answer's body. 1 MiB when absent. */
  maxBytes?: number
  /** Hops that are followed. 3 when absent. */
  redirects?: number
  /** For addresses out of the operator's configuration only, never out of a tenant's data. Does not extend to a redirect to another host. */
  allowPrivate?: boolean
  /** True for demo and test organizations: they reach the simulators of this process and nothing else. */
  onlyLocalSimulator: boolean
  /** Calls that share a breaker besides their host: give the organization for addresses that tenants write. */
  breaker?: string
}

export type EgressAnswer = { status: number; headers: Record<string, string>; body: Buffer }
export type EgressStream = { status: number; headers: Record<string, string>; stream: Readable }

/**
 * The only way out of the product. Resolves the name itself, refuses addresses that are not of the public internet,
 * connects to the address that was checked and to no other, and does all of it again for every redirect. Throws
 * `EgressFailure`; every answer of the other side, whatever its status, is an answer.
 */
export type Egress = {
  fetch(request: EgressRequest): Promise<EgressAnswer>
  /** The same without holding the body in memory. The stream fails with `EgressFailure`; destroy it when it is not read to its end. */
  open(request: EgressRequest): Promise<EgressStream>
  close(): void
}

export type Resolve = (host: string) => Promise<readonly string[]>

export type EgressSettings = {
  /** `host` or `host:port` that may be called although they are private. */
  allow: readonly string[]
  /** Origins (`http://127.0.0.1:8080`) under which this process simulates the outside world. */
  simulators?: () => readonly string[]
  resolve?: Resolve
  /** Tells the addresses that must not be called; its own only in tests. */
  special?: (address: string) => string | null
  connectTimeoutMs?: number
  /** Calls to one destination at once. */
  atOnce?: number
  observe?: (call: { host: string; outcome: string; seconds: number }) => void
  now?: () => number
}

const defaults = { timeoutMs: 15_000, connectTimeoutMs: 5_000, maxBytes: 1024 * 1024, redirects: 3, atOnce: 32 }
const resolveBySystem: Resolve = async (host) => (await systemLookup(host, { all: true })).map(({ address }) => address)

export function openEgress(settings: EgressSettings): Egress {
  const { resolve = resolveBySystem, special = specialRange, now = Date.now, observe = () => {} } = settings
  // Sockets that were opened to a private address with leave must not be found by a call without it.
  const agents = { public: newAgents(), private: newAgents() }
  const destinations = new Map<string, Destination>()

  const destinationOf = (key: string): Destination => {
    let found = destinations.get(key)
    if (!found) {
      if (destinations.size > 10_000) destinations.clear()
      destinations.set(key, (found = newDestination(settings.atOnce ?? defaults.atOnce)))
    }
    return found
  }

  const check = async (
    url: URL,
    request: EgressRequest,
    isFirst: boolean,
  ): Promise<{ addresses: readonly string[]; isPrivate: boolean }> => {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new EgressFailure('refused', `protocol ${url.protocol}`)
    if (url.username || url.password) throw new EgressFailure('refused', 'credentials in the address')
    const isSimulator = (settings.simulators?.() ?? []).includes(url.origin)
    if (request.onlyLocalSimulator && !isSimulator) throw new EgressFailure('refused', 'a demo organization reaches its simulators only')
    const isAllowed = isSimulator ? request.onlyLocalSimulator : isListed(url, settings.allow) || (isFirst && request.allowPrivate === true)
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
    if (!isAllowed && port < 1_024 && port !== 80 && port !== 443) throw new EgressFailure('refused', `port ${port}`)
    const host = hostOf(url)
    const addresses = isIP(host) ? [host] : await resolveName(host, resolve)
    // One private address among public ones is how a name is rebound: all of them must be public.
    const ranges = addresses.map((address) => special(address)).filter((range) => range !== null)
    if (ranges.length > 0 && !isAllowed) throw new EgressFailure('refused', `${host} is ${ranges[0]}`)
    return { addresses, isPrivate: ranges.length > 0 }
  }

  const hop = async (url: URL, request: EgressRequest, step: Step): Promise<Exchange> => {
    const { addresses, isPrivate } = await within(step.deadline, check(url, request, step.isFirst))
    const destination = destinationOf(`${url.host} ${request.breaker ?? ''}`)
    if (!destination.mayTry(now())) throw new EgressFailure('breaker-open', `${url.host} has failed repeatedly`)
    if (!(await destination.enter(step.deadline))) {
      destination.failed(now())
      throw new EgressFailure('timeout-before-send', `no place for ${url.host}`)
    }
    const started = now()
    const finish = (outcome: string, isHealthy: boolean): void => {
      destination.leave()
      if (isHealthy) destination.succeeded()
      else destination.failed(now())
      observe({ host: url.hostname, outcome, seconds: (now() - started) / 1_000 })
    }
    try {
      const agent = agents[isPrivate ? 'private' : 'public'][url.protocol === 'https:' ? 'https' : 'http']
      const connectBy = Math.min(step.deadline, Date.now() + (settings.connectTimeoutMs ?? defaults.connectTimeoutMs))
      const answer = await exchange({
        url,
        ...step,
        agent,
        addresses,
        connectBy,
        mayConnect: (address) => isPrivate || special(address) === null,
      })
      answer.stream.once('close', () => finish(outcomeOf(answer), isHealthy(answer)))
      return answer
    } catch (error) {
      finish(error instanceof EgressFailure ? error.kind : 'error', isOurs(error))
      throw error
    }
  }

  const open = async (request: EgressRequest): Promise<Exchange> => {
    let url = parse(request.url)
    let method = (request.method ?? 'GET').toUpperCase()
    let body = request.body
    let headers = headersFor(request.headers ?? {})
    let isWritten = false
    const deadline = Date.now() + (request.timeoutMs ?? defaults.timeoutMs)
    for (let left = request.redirects ?? defaults.redirects, isFirst = true; ; left--, isFirst = false) {
      try {
        const answer = await hop(url, request, {
          method,
          headers,
          body,
          deadline,
          maxBytes: request.maxBytes ?? defaults.maxBytes,
          isFirst,
        })
        isWritten = true
        let isAnswer = false
        try {
          const next = nextHop({ url, method, headers, body }, answer, left)
          isAnswer = next === null
          if (!next) return answer
          ;({ url, method, headers, body } = next)
        } finally {
          if (!isAnswer) answer.stream.destroy()
        }
      } catch (error) {
        // A refusal at the second hop must not look as if the first had never been sent.
        if (isWritten && error instanceof EgressFailure && !error.requestWritten)
          throw new EgressFailure(error.kind, error.message, { requestWritten: true, cause: error })
        throw error
      }
    }
  }

  return {
    async open(request) {
      const { status, headers, stream } = await open(request)
      return { status, headers, stream }
    },
    async fetch(request) {
      const { status, headers, stream } = await open(request)
      return { status, headers, body: await collect(stream) }
    },
    close() {
      for (const pair of Object.values(agents)) for (const agent of Object.values(pair)) agent.destroy()
    },
  }
}

type Step = {
  method: string
  headers: Record<string, string>
  body: string | Uint8Array | undefined
  deadline: number
  maxBytes: number
  isFirst: boolean
}

/** Failures that say nothing about the health of the other side. */
const isOurs = (error: unknown): boolean => error instanceof EgressFailure && (error.kind === 'refused' || error.kind === 'too-large')
const isHealthy = (answer: Exchange): boolean =>
  answer.stream.errored ? isOurs(answer.stream.errored) : answer.status < 502 || answer.status > 504
const outcomeOf = (answer: Exchange): string => (answer.stream.errored ? 'broken-off' : `${Math.floor(answer.status / 100)}xx`)

function newAgents() {
  // Idle sockets go before most servers close them: a call on a socket that the other side is closing has an unknown outcome.
  const options = { keepAlive: true, timeout: 4_000, maxFreeSockets: 16, maxTotalSockets: 1_024 }
  return { http: new http.Agent(options), https: new https.Agent(options) }
}

function parse(text: string): URL {
  if (!URL.canParse(text)) throw new EgressFailure('refused', 'not an address')
  return new URL(text)
}

async function resolveName(host: string, resolve: Resolve): Promise<readonly string[]> {
  let addresses: readonly string[]
  try {
    addresses = await resolve(host)
  } catch (error) {
    throw new EgressFailure('dns', `${host} has no address`, { cause: error })
  }
  if (addresses.length === 0) throw new EgressFailure('dns', `${host} has no address`)
  return addresses
}

async function within<T>(deadline: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new EgressFailure('timeout-before-send', 'the name was not resolved in time')),
      Math.max(0, deadline - Date.now()),
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
