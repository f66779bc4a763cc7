import { accountNews, newAccount, type Account } from './account-news.ts'
import { liveClock, randomFrom } from './clock-and-random.ts'
import type { Clock } from './clock-and-random.ts'
import type { Machine, SimRequest, SimResponse } from './exchange.ts'
import { faultsFrom } from './faults.ts'
import type { Fault, FaultSpec } from './faults.ts'
import { answer } from './graph.ts'
import { restoreChat } from './history.ts'
import type { ChatHistory } from './history.ts'
import * as inbound from './inbound.ts'
import type { InboundSpec } from './inbound.ts'
import { overHttp } from './outgoing-http.ts'
import type { Outgoing } from './outgoing-http.ts'
import { canonical, chatOf, ensurePerson, findPerson } from './state.ts'
import type { BusinessNumber, Chat, Person, Settings, SimulatorEvent, World } from './state.ts'
import { statusesOf } from './statuses.ts'
import { judge, pause, recategorize, restore } from './template-life.ts'
import type { TemplateSpec } from './template-life.ts'
import { chatView, messageView, numberView, templateView } from './views.ts'
import type { ChatView, MessageView, NumberView } from './views.ts'
import { webhooksOf } from './webhooks.ts'
import type { Delivery } from './webhooks.ts'

export type SimulatorOptions = Partial<Settings> & {
  seed: string
  appSecret: string
  verifyToken: string
  clock?: Clock
  /** How webhooks leave; real HTTP unless replaced. */
  outgoing?: Outgoing
  /** Address in the URLs of files; `listen` sets it. */
  publicUrl?: string
}

export type NumberSpec = {
  phoneNumberId: string
  wabaId: string
  displayPhone: string
  verifiedName?: string
  webhookUrl?: string | null
  /** Access token that may use the account; several numbers may share it. */
  token: string
  appSecret?: string
  verifyToken?: string
  isSubscribed?: boolean
  throughput?: number
  /** Makes it a test number that only writes to these digits. */
  allowList?: readonly string[]
  account?: Partial<Account>
  /** Every new account at the provider has this template. */
  hasHelloWorld?: boolean
}

/** What `watch` tells: the chat it is about and the message as the telephone shows it now. */
export type WatchEvent =
  | { type: 'message' | 'status'; phoneNumberId: string; customer: string; message: MessageView }
  | { type: 'typing'; phoneNumberId: string; customer: string; until: string }

export type WhatsAppSimulator = ReturnType<typeof createWhatsAppSimulator>

const defaults = {
  windowErrors: 'async',
  unreachableErrors: 'async',
  reviewSeconds: 60,
  sentAfter: [80, 250],
  deliveredAfter: [150, 700],
  webhookTimeoutMs: 10_000,
  webhookConcurrency: 4,
  retryFirstMs: 1_000,
} as const satisfies Omit<Settings, 'appSecret' | 'verifyToken'>

/** The provider as a state machine without sockets: `handle` answers calls, the other functions are the hands of the test or of the phone page. */
export function createWhatsAppSimulator(options: SimulatorOptions) {
  const clock = options.clock ?? liveClock()
  const random = randomFrom(options.seed)
  const watchers = new Set<(event: WatchEvent) => void>()
  let onTheWay = 0
  const send = options.outgoing ?? overHttp
  const world: World = {
    settings: { ...defaults, ...options },
    clock,
    random: random.fork('machine'),
    faults: faultsFrom(random.fork('faults'), (one, other) => canonical(one.replace(/\D/g, '')) === canonical(other)),
    outgoing: (request) => {
      onTheWay++
      return send(request).finally(() => onTheWay--)
    },
    publicUrl: options.publicUrl ?? 'http://127.0.0.1',
    numbers: new Map(),
    tokens: new Map(),
    people: new Map(),
    media: new Map(),
    tickets: new Map(),
    templates: new Map(),
    deletedTemplates: new Map(),
    uploads: new Map(),
    handles: new Map(),
    made: random.fork('ids').int(0, 0xffff),
    lost: [],
    emit: (event: SimulatorEvent) => {
      const told = event.type === 'typing' ? event : { ...event, message: messageView(event.message) }
      for (const listener of watchers) listener(told)
    },
  }
  const webhooks = webhooksOf(world)
  const machine: Machine = { world, webhooks, statuses: statusesOf(world, webhooks) }

  function number(phoneNumberId: string): BusinessNumber {
    const found = world.numbers.get(phoneNumberId)
    if (!found) throw new Error(`No number ${phoneNumberId} is registered`)
    return found
  }
  function chat(phoneNumberId: string, customer: string): { number: BusinessNumber; chat: Chat } {
    const owner = number(phoneNumberId)
    const found = owner.chats.get(canonical(customer.replace(/\D/g, '')))
    if (!found) throw new Error(`${customer} has no chat with ${phoneNumberId}`)
    return { number: owner, chat: found }
  }
  function templateAt(id: string) {
    const found = world.templates.get(id)
    if (!found) throw new Error(`No template ${id}`)
    return found
  }
  async function settle(): Promise<void> {
    do {
      await webhooks.settle()
      // One turn, so that what an answer starts can start.
      await new Promise((resolve) => setImmediate(resolve))
    } while (onTheWay > 0)
    await webhooks.settle()
  }

  const news = accountNews(machine, number)
  return {
    ...news,
    settings: world.settings,
    /** Where the process answers; `listen` tells. */
    setPublicUrl: (url: string): void => void (world.publicUrl = url),
    handle: (request: SimRequest): Promise<SimResponse> => answer(machine, request),

    now: (): string => new Date(clock.now()).toISOString(),
    /** Jumps forward; awaits the webhooks that fall due on the way. */
    advance: (ms: number): Promise<void> => clock.advance(ms, settle),
    /** Until no webhook is on its way. */
    settle,

    register(spec: NumberSpec): NumberView {
      const known = world.numbers.get(spec.phoneNumberId)
      const added: BusinessNumber = {
        phoneNumberId: spec.phoneNumberId,
        wabaId: spec.wabaId,
        displayPhone: spec.displayPhone,
        verifiedName: spec.verifiedName ?? 'El Gallo',
        webhookUrl: spec.webhookUrl ?? null,
        verifyToken: spec.verifyToken ?? options.verifyToken,
        appSecret: spec.appSecret ?? options.appSecret,
        isSubscribed: spec.isSubscribed ?? true,
        isVerified: false,
        account: { ...newAccount(), ...spec.account },
        quality: 'GREEN',
        tier: 'TIER_1K',
        throughput: spec.throughput ?? 80,
        allowList: spec.allowList ? new Set(spec.allowList) : null,
        chats: known?.chats ?? new Map(),
        recentSends: [],
      }
      world.numbers.set(spec.phoneNumberId, added)
      world.tokens.set(spec.token, { wabaId: spec.wabaId, isRevoked: false })
      if (spec.hasHelloWorld) news.addHelloWorld(spec.phoneNumberId)
      return numberView(added)
    },
    unregister: (phoneNumberId: string): boolean => world.numbers.delete(phoneNumberId),
    numbers: (): NumberView[] => [...world.numbers.values()].map(numberView),
    /** The handshake with the receiver; without it the first webhook does it. */
    verifyWebhook: (phoneNumberId: string): Promise<{ ok: boolean; detail: string }> => webhooks.verify(number(phoneNumberId)),
    setNumber(
      phoneNumberId: string,
      change: Partial<Pick<BusinessNumber, 'quality' | 'throughput' | 'tier' | 'isSubscribed' | 'webhookUrl'>>,
    ): NumberView {
      const changed = Object.assign(number(phoneNumberId), change)
      if (change.webhookUrl !== undefined) changed.isVerified = false
      return numberView(changed)
    },
    addToken: (token: string, wabaId: string | null): void => void world.tokens.set(token, { wabaId, isRevoked: false }),
    /** From now on 190. */
    revokeToken(token: string): void {
      const known = world.tokens.get(token)
      if (known) known.isRevoked = true
    },

    /** The customer does something on the telephone. */
    receive: (spec: InboundSpec): MessageView => messageView(inbound.receive(machine, number(spec.phoneNumberId), spec)),
    changeUserId: (phoneNumberId: string, customer: string, newUserId: string): void =>
      inbound.changeUserId(machine, number(phoneNumberId), chat(phoneNumberId, customer).chat.person, newUserId),
    changeMarketing: (phoneNumberId: string, customer: string, value: 'stop' | 'resume'): void =>
      inbound.changeMarketing(machine, number(phoneNumberId), chat(phoneNumberId, customer).chat.person, value),
    /** The owner writes in the telephone app. */
    echo: (phoneNumberId: string, customer: string, text: string): MessageView =>
      messageView(inbound.echo(machine, number(phoneNumberId), customer, text)),
    /** Any bytes as a webhook, signed unless a signature (or null for none) is given. */
    postRaw: (phoneNumberId: string, body: Uint8Array, signature?: string | null): Delivery =>
      webhooks.post(number(phoneNumberId), Buffer.from(body), signature),

    setPerson(waId: string, facts: Partial<Omit<Person, 'waId'>>): Person {
      const wasOnline = findPerson(world, waId)?.isOnline ?? true
      const person = ensurePerson(world, waId, facts)
      if (!wasOnline && person.isOnline) {
        for (const owner of world.numbers.values()) {
          const waiting = owner.chats.get(canonical(waId))
          if (waiting) machine.statuses.deliverWaiting(owner, waiting)
        }
      }
      return { ...person }
    },
    /** Puts a chat that already happened on the telephone, without telling anybody: after a restart, or for a demo with a past. */
    restoreChat: (history: ChatHistory): ChatView => {
      const owner = number(history.phoneNumberId)
      return chatView(world, owner, restoreChat(world, owner, history))
    },
    /** The customer looks at the chat: what arrived is read, and what arrives while it is open too. */
    openChat(phoneNumberId: string, customer: string): ChatView {
      const owner = number(phoneNumberId)
      const opened = chatOf(world, owner, ensurePerson(world, customer.replace(/\D/g, '')))
      opened.isOpen = true
      machine.statuses.readAll(owner, opened)
      return chatView(world, owner, opened)
    },
    closeChat(phoneNumberId: string, customer: string): void {
      chat(phoneNumberId, customer).chat.isOpen = false
    },
    /** The customer listens to a voice note. */
    play(phoneNumberId: string, customer: string, messageId: string): void {
      const found = chat(phoneNumberId, customer)
      const message = found.chat.byId.get(messageId)
      if (message) machine.statuses.play(found.number, found.chat, message)
    },
    /** Newest first. */
    chats(phoneNumberId: string): ChatView[] {
      const owner = number(phoneNumberId)
      const views = [...owner.chats.values()].map((one) => chatView(world, owner, one))
      return views.sort((one, other) => (other.last?.at ?? '').localeCompare(one.last?.at ?? ''))
    },
    /** Oldest first. */
    messages: (phoneNumberId: string, customer: string): MessageView[] => chat(phoneNumberId, customer).chat.messages.map(messageView),
    file(mediaId: string): { bytes: Uint8Array; mimeType: string; fileName: string | null; phoneNumberId: string } | null {
      const found = world.media.get(mediaId)
      return found ? { bytes: found.bytes, mimeType: found.mimeType, fileName: found.fileName, phoneNumberId: found.phoneNumberId } : null
    },

    setFault: (spec: FaultSpec): Fault => world.faults.set(spec),
    clearFaults: (id?: string): void => world.faults.clear(id),
    faults: (): Fault[] => world.faults.list(),

    templates: () => [...world.templates.values()].map(templateView),
    /** The review, or a later change of mind: APPROVED, REJECTED, PAUSED, DISABLED… */
    decideTemplate(id: string, status: string, reason = 'NONE'): void {
      judge(machine, templateAt(id), status, reason)
    },
    /** Bad answers: paused for three hours, then for six, then disabled. */
    pauseTemplate: (id: string): void => pause(machine, templateAt(id)),
    /** One that was there before a restart, without telling anybody. */
    restoreTemplate: (spec: TemplateSpec): void => restore(machine, spec),
    recategorizeTemplate: (id: string, category: string): void => recategorize(machine, templateAt(id), category),

    /** Everything the business sent, oldest first. */
    sent: (phoneNumberId?: string): (MessageView & { phoneNumberId: string; customer: string })[] =>
      [...world.numbers.values()]
        .filter((owner) => phoneNumberId === undefined || owner.phoneNumberId === phoneNumberId)
        .flatMap((owner) =>
          [...owner.chats.values()].flatMap((one) =>
            one.messages
              .filter((message) => message.direction === 'out')
              .map((message) => ({ ...messageView(message), phoneNumberId: owner.phoneNumberId, customer: one.person.waId })),
          ),
        )
        .sort((one, other) => one.at.localeCompare(other.at)),
    /** Accepted and lost without a word: a user id in the field of the phone number. */
    lost: () => structuredClone(world.lost),
    deliveries: (): Delivery[] => structuredClone([...webhooks.deliveries()]),

    /** Called for every new message and every tick; the answer ends it. */
    watch(listener: (event: WatchEvent) => void): () => void {
      watchers.add(listener)
      return () => void watchers.delete(listener)
    },
    /** Forgets everything but the settings and the watchers. */
    reset(): void {
      clock.clear()
      webhooks.clear()
      world.faults.clear()
      const { numbers, tokens, people, media, tickets, templates, deletedTemplates, uploads, handles } = world
      for (const store of [numbers, tokens, people, media, tickets, templates, deletedTemplates, uploads, handles]) store.clear()
      world.lost.length = 0
    },
  }
}
