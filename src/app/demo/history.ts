import { companies, firstNames, streets, surnames } from '../../../demos/names.ts'
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

type Line = readonly [who: 'c' | 'a' | 'n', text: string, content?: object]
type Said = { readonly channel: string; readonly minutesAgo: number; readonly lines: readonly Line[] }

/** Who writes to a business, and what about: what its history is drawn from. */
export type Story = {
  readonly contactCount: number
  readonly messageCount: number
  readonly tags: readonly string[]
  readonly companyTags: readonly string[]
  readonly dialogues: readonly {
    readonly about: string
    readonly channel: string
    readonly weight: number
    readonly lines: readonly Line[]
  }[]
  readonly openDialogues: readonly (Said & { readonly assignee: string | null; readonly label?: string; readonly also?: Said })[]
  /** What is asked for, and its price in whole units. */
  readonly products: readonly (readonly [name: string, price: number])[]
  readonly labels: Readonly<Record<string, string>>
  /** Keys of people, by the channel that they look after. */
  readonly agents: Readonly<Record<string, readonly string[]>>
  readonly weekday: readonly number[]
  /** When they write: an hour, and how much of it. */
  readonly peaks: readonly { readonly hour: number; readonly share: number }[]
  /** Their own fields; `i` is the place of the contact. */
  readonly fieldsOf: (random: Random, contact: { kind: 'person' | 'company'; i: number }) => Record<string, string>
}

export type DemoHistory = { contacts: DemoContact[]; conversations: DemoConversation[] }

const days = 60
/** Area codes of the Caribbean whose 555-0100 to 555-0199 are kept for fiction. */
const areaCodes = ['809', '829', '849', '787', '939']
const minuteMs = 60_000
const dayMs = 1_440 * minuteMs
/** Argentina has had one offset, without changes of clocks, since 2009. */
const offsetHours = -3

/** Sixty days of a business that end now: the same for the same seed and moment. */
export function historyOf(seed: number, now: Date, story: Story): DemoHistory {
  const random = randomOf(seed)
  const contacts = contactsOf(random, story)
  const past: DemoConversation[] = []
  const busy = openConversations(random, contacts, now, story)
  let written = busy.reduce((sum, { messages }) => sum + messages.length, 0)
  for (const start of arrivals(random, now, story)) {
    if (written >= story.messageCount) break
    const conversation = pastConversation(random, contacts, { start, now, story })
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

function contactsOf(random: Random, { contactCount, tags, companyTags, fieldsOf }: Story): DemoContact[] {
  const names = new Set<string>()
  while (names.size < contactCount - companies.length) names.add(`${pick(random, firstNames)} ${pick(random, surnames)}`)
  const people = [...names].map((name) => ({ name, kind: 'person' as const }))
  const all = [...people, ...companies.map((name) => ({ name, kind: 'company' as const }))]
  return all.map(({ name, kind }, i) => ({
    name,
    kind,
    phone: `+1${areaCodes[Math.floor(i / 80)]}55501${String(i % 80).padStart(2, '0')}`,
    ...(random() < 0.3 && { email: `${mailName(name)}@example.com` }),
    tags: kind === 'company' ? [pick(random, companyTags)] : random() < 0.35 ? [pick(random, tags)] : [],
    createdDaysAgo: Math.round(Math.min(days - 1, random() * days) * 100) / 100,
    fields: fieldsOf(random, { kind, i }),
  }))
}

/** A birthday spread over the year by the contact's place in the list, without taking anything from chance. */
export const birthdayOf = (i: number): string =>
  new Date(Date.UTC(1958 + ((i * 7) % 48), 0, 1 + ((i * 41) % 365))).toISOString().slice(0, 10)

const mailName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^a-zA-Z ]/g, '')
    .trim()
    .toLowerCase()
    .replaceAll(/ +/g, '.')

/** Moments at which somebody begins to write: around the peaks, by the day of the week, quiet at night. */
function arrivals(random: Random, now: Date, { messageCount, weekday, peaks }: Story): Date[] {
  const most = Math.max(...weekday)
  const begin = now.getTime() - days * dayMs
  const moments: Date[] = []
  while (moments.length < messageCount) {
    const moment = new Date(begin + random() * (days * dayMs - 3 * 60 * minuteMs))
    const local = new Date(moment.getTime() + offsetHours * 60 * minuteMs)
    const hour = local.getUTCHours() + local.getUTCMinutes() / 60
    const bell = (peak: number): number => Math.exp(-((hour - peak) ** 2) / (2 * 0.9 ** 2))
    const growth = 0.7 + (0.3 * (moment.getTime() - begin)) / (days * dayMs)
    if (
      random() <
      growth * ((weekday[local.getUTCDay()] ?? 1) / most) * peaks.reduce((sum, { hour: peak, share }) => sum + share * bell(peak), 0.04)
    )
      moments.push(moment)
  }
  return moments
}

function pastConversation(
  random: Random,
  contacts: readonly DemoContact[],
  { start, now, story }: { start: Date; now: Date; story: Story },
): DemoConversation {
  // A few customers write often, most write once: the square of a uniform number leans to the front of the list.
  const drawn = Math.floor(random() ** 2 * contacts.length)
  // A conversation that begins again stays with its team: those who write today have not written before, or who sees them
  // would hang on the second at which the demo is loaded.
  const contact = contacts[writesToday(drawn, contacts, story) ? drawn - story.openDialogues.length : drawn] as DemoContact
  const dialogue = pickWeighted(random, story.dialogues)
  const assignee = pick(random, story.agents[dialogue.channel] ?? [])
  const messages = speak(random, dialogue.lines, { contact, agent: assignee, story }, start.getTime())
  const last = Date.parse(messages.at(-1)?.at ?? '')
  return {
    contactPhone: contact.phone,
    channel: dialogue.channel,
    label: story.labels[dialogue.about] ?? null,
    assignee,
    ends: 'resolved',
    messages: last < now.getTime() ? messages : messages.filter(({ at }) => Date.parse(at) < now.getTime()),
  }
}

const lastPerson = (contacts: readonly DemoContact[]): number => contacts.length - companies.length - 1

const writesToday = (i: number, contacts: readonly DemoContact[], { openDialogues }: Story): boolean =>
  i <= lastPerson(contacts) && i > lastPerson(contacts) - openDialogues.length

function openConversations(random: Random, contacts: DemoContact[], now: Date, story: Story): DemoConversation[] {
  return story.openDialogues.flatMap((open, i) => {
    const contact = contacts[lastPerson(contacts) - i] as DemoContact
    const going = (said: Said): DemoConversation => {
      const agent = open.assignee ?? story.agents[said.channel]?.at(-1) ?? ''
      const spoken = speak(random, said.lines, { contact, agent, story }, 0)
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
type Talk = { contact: DemoContact; agent: string; story: Story }

function speak(random: Random, lines: readonly Line[], { contact, agent, story }: Talk, startMs: number): DemoMessage[] {
  const product = pick(random, story.products)
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
