import { createHmac } from 'node:crypto'
import type { FaultEffect } from './faults.ts'
import type { World, BusinessNumber } from './state.ts'
import { envelopeOf } from './webhook-payloads.ts'
import type { WebhookEvent } from './webhook-payloads.ts'

export type Delivery = {
  id: string
  url: string
  phoneNumberId: string
  events: number
  attempts: { at: number; status: number | null; error: string | null }[]
  state: 'pending' | 'delivered' | 'retrying' | 'dropped'
  body: string
  signature: string | null
}

export type Webhooks = {
  tell(event: WebhookEvent): void
  /** The verification handshake; a receiver that fails it gets nothing. */
  verify(number: BusinessNumber): Promise<{ ok: boolean; detail: string }>
  /** Any bytes, signed or with the signature given. */
  post(number: BusinessNumber, body: Buffer, signature?: string | null): Delivery
  deliveries(): readonly Delivery[]
  /** Resolves when nothing is queued nor on the way; what waits for a retry does not count. */
  settle(): Promise<void>
  clear(): void
}

const SEVEN_DAYS = 7 * 24 * 3_600_000
const KEPT = 5_000

/** JSON as the provider writes and signs it: everything beyond ASCII as lower-case `\uXXXX`, slashes escaped. */
export function escapedJson(value: unknown): string {
  const text = JSON.stringify(value).replaceAll('/', '\\/')
  return text.replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

export const sign = (body: Uint8Array, appSecret: string): string => `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`

export function webhooksOf(world: World): Webhooks {
  const log: Delivery[] = []
  const queue: { number: BusinessNumber; delivery: Delivery; bytes: Buffer }[] = []
  const piles = new Map<string, { events: WebhookEvent[]; cancel: () => void }>()
  let onTheWay = 0
  let count = 0
  let waiting: (() => void)[] = []

  function record(number: BusinessNumber, body: Buffer, events: number, signature: string | null): Delivery {
    const delivery: Delivery = {
      id: `delivery-${++count}`,
      url: number.webhookUrl ?? '',
      phoneNumberId: number.phoneNumberId,
      events,
      attempts: [],
      state: 'pending',
      body: body.toString('utf8'),
      signature,
    }
    log.push(delivery)
    if (log.length > KEPT) log.splice(0, log.length - KEPT)
    queue.push({ number, delivery, bytes: body })
    pump()
    return delivery
  }

  function pump(): void {
    while (onTheWay < world.settings.webhookConcurrency) {
      const next = queue.shift()
      if (!next) break
      onTheWay++
      void attempt(next.number, next.delivery, next.bytes).finally(() => {
        onTheWay--
        pump()
        if (onTheWay === 0 && queue.length === 0) {
          const ready = waiting
          waiting = []
          for (const resolve of ready) resolve()
        }
      })
    }
  }

  async function attempt(number: BusinessNumber, delivery: Delivery, bytes: Buffer): Promise<void> {
    const at = world.clock.now()
    const entry: Delivery['attempts'][number] = { at, status: null, error: null }
    delivery.attempts.push(entry)
    try {
      if (!number.webhookUrl) throw new Error('No receiver is registered')
      if (!number.isVerified) {
        const handshake = await verify(number)
        if (!handshake.ok) throw new Error(handshake.detail)
      }
      const headers: Record<string, string> = { 'content-type': 'application/json', 'user-agent': 'facebookexternalua' }
      if (delivery.signature) headers['x-hub-signature-256'] = delivery.signature
      const answer = await world.outgoing({
        method: 'POST',
        url: number.webhookUrl,
        headers,
        body: bytes,
        timeoutMs: world.settings.webhookTimeoutMs,
      })
      entry.status = answer.status
    } catch (error) {
      entry.error = error instanceof Error ? error.message : String(error)
    }
    if (entry.status === 200) {
      delivery.state = 'delivered'
      return
    }
    const wait = Math.min(world.settings.retryFirstMs * 2 ** (delivery.attempts.length - 1), 3_600_000)
    const first = delivery.attempts[0]?.at ?? at
    if (world.clock.now() + wait - first > SEVEN_DAYS) {
      delivery.state = 'dropped'
      return
    }
    delivery.state = 'retrying'
    world.clock.at(world.clock.now() + wait, () => {
      queue.push({ number, delivery, bytes })
      pump()
    })
  }

  async function verify(number: BusinessNumber): Promise<{ ok: boolean; detail: string }> {
    if (!number.webhookUrl) return { ok: false, detail: 'No receiver is registered' }
    const challenge = world.random.digits(10)
    const url = new URL(number.webhookUrl)
    url.searchParams.set('hub.mode', 'subscribe')
    url.searchParams.set('hub.challenge', challenge)
    url.searchParams.set('hub.verify_token', number.verifyToken)
    try {
      const answer = await world.outgoing({ method: 'GET', url: url.href, headers: {}, timeoutMs: world.settings.webhookTimeoutMs })
      number.isVerified = answer.status === 200 && answer.body.toString('utf8') === challenge
      return number.isVerified
        ? { ok: true, detail: 'verified' }
        : {
            ok: false,
            detail: `HTTP Status Code = ${answer.status}; the challenge was ${answer.status === 200 ? 'not echoed' : 'not answered'}`,
          }
    } catch (error) {
      number.isVerified = false
      return { ok: false, detail: error instanceof Error ? error.message : String(error) }
    }
  }

  function send(number: BusinessNumber, events: readonly WebhookEvent[], effects: readonly FaultEffect[]): void {
    const body = Buffer.from(escapedJson(envelopeOf(world, events)))
    const isBad = effects.some((effect) => effect.kind === 'bad-signature')
    const isUnsigned = effects.some((effect) => effect.kind === 'unsigned')
    record(number, body, events.length, isUnsigned ? null : sign(body, isBad ? `${number.appSecret}-wrong` : number.appSecret))
  }

  function pile(
    number: BusinessNumber,
    event: WebhookEvent,
    effect: Extract<FaultEffect, { kind: 'batch' }>,
    effects: FaultEffect[],
  ): void {
    const key = `${number.webhookUrl}|${number.appSecret}`
    const flush = () => {
      const full = piles.get(key)
      piles.delete(key)
      full?.cancel()
      if (full) send(number, full.events, effects)
    }
    const open = piles.get(key) ?? { events: [], cancel: world.clock.at(world.clock.now() + (effect.withinMs ?? 2_000), flush) }
    piles.set(key, open)
    open.events.push(event)
    if (open.events.length >= effect.size) flush()
  }

  return {
    tell(event) {
      for (const number of receiversOf(world, event)) {
        const effects = world.faults.strike('webhook', { phoneNumberId: number.phoneNumberId })
        if (effects.some((effect) => effect.kind === 'lose')) continue
        let wait = 0
        let copies = 1
        for (const effect of effects) {
          if (effect.kind === 'delay') wait += effect.ms
          if (effect.kind === 'shuffle') wait += world.random.int(0, effect.withinMs)
          if (effect.kind === 'duplicate') copies += effect.copies
        }
        const batch = effects.find((effect) => effect.kind === 'batch')
        for (let copy = 0; copy < copies; copy++) {
          // A copy comes later than its original, as when the first answer was lost on its way back.
          const delay = wait + (copy === 0 ? 0 : world.random.int(50, 3_000))
          const go = () => (batch ? pile(number, event, batch, effects) : send(number, [event], effects))
          if (delay === 0) go()
          else world.clock.at(world.clock.now() + delay, go)
        }
      }
    },
    verify,
    post: (number, body, signature) => record(number, body, 1, signature === undefined ? sign(body, number.appSecret) : signature),
    deliveries: () => log,
    settle: () => (onTheWay === 0 && queue.length === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    clear() {
      log.length = 0
      queue.length = 0
      piles.clear()
    },
  }
}

/** The receiver of the number, or for events of an account each different receiver among its numbers. */
function receiversOf(world: World, event: WebhookEvent): BusinessNumber[] {
  const mine = [...world.numbers.values()].filter(
    (number) =>
      number.isSubscribed &&
      number.webhookUrl &&
      (event.phoneNumberId ? number.phoneNumberId === event.phoneNumberId : number.wabaId === event.wabaId),
  )
  const byUrl = new Map(mine.map((number) => [`${number.webhookUrl}|${number.appSecret}`, number]))
  return [...byUrl.values()]
}
