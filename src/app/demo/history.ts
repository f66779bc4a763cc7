import { dialogues, openDialogues, products, type Line } from '../../../demos/chicken-shop/dialogues.ts'
import { companies, firstNames, streets, surnames } from '../../../demos/chicken-shop/names.ts'
import { shop } from '../../../demos/chicken-shop/shop.ts'
import { logNormal, pick, pickWeighted, randomOf, type Random } from '#app/demo/random.ts'

export type DemoContact = {
  name: string
  kind: 'person' | 'company'
  phone: string
  email?: string
  tags: string[]
  createdDaysAgo: number
  fields: Record<string, string>
}

/** `at` is an instant; `from` is the customer or the key of a person of the shop. A note is seen by the team only. */
export type DemoMessage = { from: 'customer' | string; kind: 'text' | 'note'; text: string; content?: object; at: string }

/** Ends `resolved`, or stays `open` as its last message left it. `assignee` is the key of a person, or nobody. */
export type DemoConversation = {
  contactPhone: string
  channel: string
  label: string | null
  assignee: string | null
  ends: 'resolved' | 'open'
  messages: DemoMessage[]
}

/** The same person written down again: another spelling, no phone. Somebody took an order at the counter without looking. */
export type DemoTwin = Omit<DemoContact, 'phone'>

export type DemoHistory = { contacts: DemoContact[]; conversations: DemoConversation[] }

const contactCount = 400
const messageCount = 2_000
const days = 60
/** Area codes of the Caribbean whose 555-0100 to 555-0199 are kept for fiction. */
const areaCodes = ['809', '829', '849', '787', '939']
const minuteMs = 60_000
const dayMs = 1_440 * minuteMs
/** Argentina has had one offset, without changes of clocks, since 2009. */
const offsetHours = -3

/** Sixty days of a fried-chicken shop that end now: the same for the same seed and moment. */
export function historyOf(seed: number, now: Date): DemoHistory {
  const random = randomOf(seed)
  const contacts = contactsOf(random)
  const past: DemoConversation[] = []
  const busy = openConversations(random, contacts, now)
  let written = busy.reduce((sum, { messages }) => sum + messages.length, 0)
  for (const start of arrivals(random, now)) {
    if (written >= messageCount) break
    const conversation = pastConversation(random, contacts, start, now)
    written += conversation.messages.length
    past.push(conversation)
  }
  for (const { contactPhone, messages } of [...past, ...busy]) {
    const contact = contacts.find(({ phone }) => phone === contactPhone)
    const age = (now.getTime() - Date.parse(messages[0]?.at ?? now.toISOString())) / dayMs
    if (contact && contact.createdDaysAgo < age) contact.createdDaysAgo = age + 0.001
  }
  return { contacts, conversations: [...past.toSorted((a, b) => firstAt(a) - firstAt(b)), ...busy] }
}

/** People with an address whom somebody wrote down twice, under a name that is nearly theirs. */
export function twinsOf(contacts: readonly DemoContact[]): DemoTwin[] {
  const spellings = [
    (name: string): string => plain(name),
    (name: string): string => plain(name).split(' ').toReversed().join(' '),
    (name: string): string => name.toUpperCase(),
    (name: string): string => plain(name).replace(/z$/, 's'),
  ]
  const twice = contacts.filter(({ kind, fields }) => kind === 'person' && fields.direccion !== undefined)
  return spellings.flatMap((spelling, i) => {
    const contact = twice[i * 9]
    if (!contact) return []
    const name = spelling(contact.name)
    const fields = { direccion: contact.fields.direccion ?? '' }
    return [{ name, kind: 'person' as const, email: `${mailName(name)}@example.org`, tags: [], createdDaysAgo: 4 + i * 6, fields }]
  })
}

const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '')

const firstAt = (conversation: DemoConversation): number => Date.parse(conversation.messages[0]?.at ?? '')

function contactsOf(random: Random): DemoContact[] {
  const names = new Set<string>()
  while (names.size < contactCount - companies.length) names.add(`${pick(random, firstNames)} ${pick(random, surnames)}`)
  const people = [...names].map((name) => ({ name, kind: 'person' as const }))
  const all = [...people, ...companies.map((name) => ({ name, kind: 'company' as const }))]
  return all.map(({ name, kind }, i) => ({
    name,
    kind,
    phone: `+1${areaCodes[Math.floor(i / 80)]}55501${String(i % 80).padStart(2, '0')}`,
    ...(random() < 0.3 && { email: `${mailName(name)}@example.com` }),
    tags: kind === 'company' ? [pick(random, ['Mayorista', 'Oficina'])] : random() < 0.35 ? [pick(random, shop.tags)] : [],
    createdDaysAgo: Math.round(Math.min(days - 1, random() * days) * 100) / 100,
    fields: {
      ...(random() < 0.55 && { direccion: `${pick(random, streets)} ${100 + Math.floor(random() * 2_400)}` }),
      ...(random() < 0.3 && { picante: pick(random, shop.contactFields[1].options).id }),
      ...(kind === 'person' && i % 3 === 0 && { cumpleanos: birthdayOf(i) }),
    },
  }))
}

/** Spread over the year by the contact's place in the list, without taking anything from chance. */
const birthdayOf = (i: number): string => new Date(Date.UTC(1958 + ((i * 7) % 48), 0, 1 + ((i * 41) % 365))).toISOString().slice(0, 10)

const mailName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^a-zA-Z ]/g, '')
    .toLowerCase()
    .replaceAll(/ +/g, '.')

/** Moments at which somebody begins to write: peaks at 12:30 and 21:30, stronger on weekends, quiet at night. */
function arrivals(random: Random, now: Date): Date[] {
  const weekday = [1.6, 0.7, 1.3, 0.9, 1, 1.6, 1.6]
  const begin = now.getTime() - days * dayMs
  const moments: Date[] = []
  while (moments.length < messageCount) {
    const moment = new Date(begin + random() * (days * dayMs - 3 * 60 * minuteMs))
    const local = new Date(moment.getTime() + offsetHours * 60 * minuteMs)
    const hour = local.getUTCHours() + local.getUTCMinutes() / 60
    const bell = (peak: number): number => Math.exp(-((hour - peak) ** 2) / (2 * 0.9 ** 2))
    const growth = 0.7 + (0.3 * (moment.getTime() - begin)) / (days * dayMs)
    if (random() < growth * ((weekday[local.getUTCDay()] ?? 1) / 1.6) * (0.04 + 0.4 * bell(12.5) + 0.6 * bell(21.5))) moments.push(moment)
  }
  return moments
}

function pastConversation(random: Random, contacts: readonly DemoContact[], start: Date, now: Date): DemoConversation {
  // A few customers write often, most write once: the square of a uniform number leans to the front of the list.
  const contact = contacts[Math.floor(random() ** 2 * contacts.length)] as DemoContact
  const dialogue = pickWeighted(random, dialogues)
  const assignee = pick(random, dialogue.channel === 'delivery' ? ['lautaro', 'julia'] : ['paula', 'camila', 'julia'])
  const messages = speak(random, dialogue.lines, contact, assignee, start.getTime())
  const last = Date.parse(messages.at(-1)?.at ?? '')
  return {
    contactPhone: contact.phone,
    channel: dialogue.channel,
    label: dialogue.about === 'reclamo' ? 'Reclamo' : dialogue.about === 'mayorista' ? 'Mayorista' : null,
    assignee,
    ends: 'resolved',
    messages: last < now.getTime() ? messages : messages.filter(({ at }) => Date.parse(at) < now.getTime()),
  }
}

function openConversations(random: Random, contacts: DemoContact[], now: Date): DemoConversation[] {
  return openDialogues.flatMap((open, i) => {
    const contact = contacts[contacts.length - companies.length - 1 - i] as DemoContact
    const going = (said: Pick<typeof open, 'channel' | 'minutesAgo' | 'lines'>): DemoConversation => {
      const spoken = speak(random, said.lines, contact, open.assignee ?? 'julia', 0)
      const shift = now.getTime() - said.minutesAgo * minuteMs - Date.parse(spoken.at(-1)?.at ?? '')
      return {
        contactPhone: contact.phone,
        channel: said.channel,
        label: open.label ?? null,
        assignee: open.assignee,
        ends: 'open',
        messages: spoken.map((message) => ({ ...message, at: new Date(Date.parse(message.at) + shift).toISOString() })),
      }
    }
    return [going(open), ...(open.also ? [going(open.also)] : [])]
  })
}

/** Says the lines of a dialogue, each after a human while: customers answer in minutes, agents with a median of four. */
function speak(random: Random, lines: readonly Line[], contact: DemoContact, agent: string, startMs: number): DemoMessage[] {
  const product = pick(random, products)
  const words: Record<string, string> = {
    name: contact.name.split(' ')[0] ?? contact.name,
    product: product[0],
    price: `$ ${(product[1] + 1_800).toLocaleString('es-AR')}`,
    street: pick(random, streets),
    number: String(100 + Math.floor(random() * 2_400)),
    minutes: String(25 + 5 * Math.floor(random() * 7)),
    hour: pick(random, ['20:30', '21', '21:30', '13', '12:45']),
  }
  let at = startMs
  return lines.map(([who, text, content], i) => {
    if (i > 0) at += Math.min(90, who === 'a' ? logNormal(random, 4, 0.9) : logNormal(random, 2, 0.8)) * minuteMs
    return {
      from: who === 'c' ? 'customer' : agent,
      kind: who === 'n' ? ('note' as const) : ('text' as const),
      text: pick(random, text.split('|')).replaceAll(/\{(\w+)\}/g, (_all, word: string) => words[word] ?? ''),
      ...(content && { content }),
      at: new Date(Math.round(at)).toISOString(),
    }
  })
}
