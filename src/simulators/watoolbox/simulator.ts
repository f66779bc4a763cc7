import { liveClock, randomFrom, type Clock } from '../whatsapp/clock-and-random.ts'
import { overHttp, type Outgoing } from '../whatsapp/outgoing-http.ts'
import { fill, variablesOf, type Said } from './template.ts'

/**
 * A stand-in of WAToolbox: a browser extension on WhatsApp Web, with an address that takes orders and a webhook whose body
 * its user writes. No account, no receipts, and "yes" only means that the order was taken. Where its behaviour is not
 * documented anywhere, this one does what public integrations have seen.
 */
export type Connector = {
  /** The last part of its address; the only secret it has. */
  id: string
  /** Digits of the account that is open in the tab. */
  phone: string
  /** Where the extension posts what customers write, and as what. */
  webhookUrl?: string
  template?: string
}

export type Message = {
  id: string
  direction: 'in' | 'out'
  /** The customer's digits. */
  phone: string
  type: string
  text: string
  attachments: readonly string[]
  at: string
}

/** `closed`: orders are answered with yes and nothing is sent. `closed-and-says-so`: the answer carries an error instead. */
export type Tab = 'open' | 'closed' | 'closed-and-says-so'

type SendEffect = { kind: 'status'; status: number } | { kind: 'reset'; isTaken: boolean } | { kind: 'garbled' } | { kind: 'silence' }
type WebhookEffect = { kind: 'duplicate'; copies: number } | { kind: 'lose' }
export type Fault = { at: 'send'; effect: SendEffect } | { at: 'webhook'; effect: WebhookEffect }
type Planned = Fault & { times: number }

export type Order = { action?: unknown; type?: unknown; content?: unknown; phone?: unknown; attachments?: unknown }
export type Answer = { status: number; body: string; cut?: 'silence' | 'reset' }
export type Delivery = { url: string; body: string; status: number | null }

export type Inbound = { connector: string; phone: string; name?: string; savedName?: string; groupId?: string } & Said

export type WAToolboxSimulator = ReturnType<typeof createWAToolboxSimulator>

/** `isOpen`: addresses that nobody connected are made on their first use, for demos where people type their own. */
export function createWAToolboxSimulator({
  seed,
  clock = liveClock(),
  outgoing = overHttp,
  isOpen = false,
}: {
  seed: string
  clock?: Clock
  outgoing?: Outgoing
  isOpen?: boolean
}) {
  const random = randomFrom(`watoolbox/${seed}`)
  const connectors = new Map<string, Connector & { tab: Tab }>()
  let messages: Message[] = []
  let lost: Message[] = []
  let faults: Planned[] = []
  let deliveries: Delivery[] = []
  let running = new Set<Promise<void>>()
  const at = (): string => new Date(clock.now()).toISOString()

  const used = <F extends Planned>(fault: F | undefined): F['effect'] | undefined => {
    if (!fault) return undefined
    fault.times--
    return fault.effect
  }
  const sendFault = (): SendEffect | undefined =>
    used(faults.find((one) => one.at === 'send' && one.times > 0) as (Planned & { at: 'send' }) | undefined)
  const webhookFault = (): WebhookEffect | undefined =>
    used(faults.find((one) => one.at === 'webhook' && one.times > 0) as (Planned & { at: 'webhook' }) | undefined)

  function found(id: string): (Connector & { tab: Tab }) | undefined {
    const known = connectors.get(id)
    if (known || !isOpen) return known
    const made = { id, phone: '', tab: 'open' as const }
    connectors.set(id, made)
    return made
  }

  const yes: Answer = { status: 200, body: '{"success":true}' }
  const no = (status: number, error: string): Answer => ({ status, body: JSON.stringify({ success: false, error }) })

  /** An order, as it comes to `/webhooks/<id>`. */
  function order(id: string, given: Order): Answer {
    const connector = found(id)
    if (!connector) return no(404, 'Webhook not found')
    const effect = sendFault()
    if (effect?.kind === 'status') return no(effect.status, 'Try again later')
    if (effect?.kind === 'reset' && !effect.isTaken) return { status: 0, body: '', cut: 'reset' }
    if (effect?.kind === 'silence') return { status: 0, body: '', cut: 'silence' }
    const answer = take(connector, given)
    if (effect?.kind === 'reset') return { status: 0, body: '', cut: 'reset' }
    return effect?.kind === 'garbled' ? { status: 200, body: 'OK' } : answer
  }

  function take(connector: Connector & { tab: Tab }, { action, type, content, phone, attachments }: Order): Answer {
    if (action !== 'send-message' || (type !== 'text' && type !== 'media')) return no(400, 'Unknown action')
    if (typeof phone !== 'string' || !/^\d{6,15}$/.test(phone)) return no(400, 'Invalid phone')
    if (typeof content !== 'string' || (type === 'text' && content === '')) return no(400, 'Empty content')
    const files = Array.isArray(attachments) ? attachments.filter((one) => typeof one === 'string') : []
    if (type === 'media' && files.length === 0) return no(400, 'No attachments')
    const message: Message = {
      id: `3EB0${random.hex(16).toUpperCase()}`,
      direction: 'out',
      phone,
      type,
      text: content,
      attachments: files,
      at: at(),
    }
    if (connector.tab === 'open') messages.push(message)
    else lost.push(message)
    return connector.tab === 'closed-and-says-so' ? no(200, 'No active WhatsApp Web session') : yes
  }

  async function post(connector: Connector, body: string): Promise<void> {
    if (!connector.webhookUrl) return
    const effect = webhookFault()
    if (effect?.kind === 'lose') return
    for (let copy = 0; copy < (effect?.kind === 'duplicate' ? effect.copies : 1); copy++) {
      const delivery: Delivery = { url: connector.webhookUrl, body, status: null }
      deliveries.push(delivery)
      // It does not try again: what the receiver refuses is gone.
      const answer = await outgoing({
        method: 'POST',
        url: connector.webhookUrl,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(body),
        timeoutMs: 30_000,
      }).catch(() => undefined)
      delivery.status = answer?.status ?? null
    }
  }

  return {
    connect(connector: Connector): void {
      connectors.set(connector.id, { ...connector, tab: 'open' })
    },
    connectors: (): (Connector & { tab: Tab })[] => [...connectors.values()].map((one) => ({ ...one })),
    setTab(id: string, tab: Tab): void {
      const connector = connectors.get(id)
      if (!connector) throw new Error(`no connector ${id}`)
      connector.tab = tab
    },
    order,
    /** A customer writes. With the tab closed nobody hears it. */
    receive(input: Inbound): Message | undefined {
      const connector = found(input.connector)
      if (!connector) throw new Error(`no connector ${input.connector}`)
      if (connector.tab !== 'open') return undefined
      const variables = variablesOf(input, { id: `false_${input.phone}@c.us_${random.hex(20).toUpperCase()}`, at: clock.now() })
      const message: Message = {
        id: variables.m_id,
        direction: 'in',
        phone: input.phone,
        type: input.type,
        text: input.text ?? '',
        attachments: [],
        at: at(),
      }
      messages.push(message)
      const work = post(connector, fill(connector.template ?? '', variables))
      running.add(work)
      void work.finally(() => running.delete(work))
      return message
    },
    /** Until everything that was posted is answered. */
    async settle(): Promise<void> {
      while (running.size > 0) await Promise.all(running)
    },
    setFault(fault: Fault, times = 1): void {
      faults.push({ ...fault, times })
    },
    /** What is on the telephone of a customer. */
    chat: (phone: string): Message[] => messages.filter((message) => message.phone === phone),
    /** Orders that were taken and never sent. */
    lost: (): Message[] => [...lost],
    deliveries: (): Delivery[] => [...deliveries],
    now: (): number => clock.now(),
    advance: (ms: number): Promise<void> => clock.advance(ms),
    reset(): void {
      connectors.clear()
      messages = []
      lost = []
      faults = []
      deliveries = []
      running = new Set()
      clock.clear()
    },
  }
}
