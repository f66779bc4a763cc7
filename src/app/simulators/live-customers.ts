import { visitorNumbers } from '#app/simulators/fictional-numbers.ts'
import { randomFrom } from '#simulators/whatsapp/clock-and-random.ts'
import { customerAt, nextUtterance, styleFrom, type Turn } from '#simulators/whatsapp/people.ts'
import type { WhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'

/** Simulated people who write to a demo business by themselves: somebody new now and then, and answers to what agents write. */
export type LiveCustomers = {
  set(org: string, numbers: readonly string[], isOn: boolean): boolean
  isOn(org: string): boolean
  stop(): void
}

export const paces = {
  /** Between one arrival and the next, half as much to half as much again. */
  arrivalEveryMs: 25_000,
  /** A person reads and types before an answer arrives: from, and at most so much more. */
  answersAfterMs: [4_000, 9_000],
  /** Nobody answers: they insist, or give it up. */
  insistsAfterMs: [180_000, 180_000],
  lookEveryMs: 3_000,
} as const
export type Paces = { [K in keyof typeof paces]: (typeof paces)[K] extends number ? number : readonly [number, number] }

const peopleAtOnce = 12
/** People of the shop's past come back when their last talk is over for so long. */
const restMs = 6 * 3_600_000
const shareOfRegulars = 0.4

type Talker = { phoneNumberId: string; waId: string; since: string; lastId: string; speaksAt: number }
type Party = { timer: NodeJS.Timeout; talkers: Map<string, Talker>; nextArrivalAt: number; arrivals: number }

export function liveCustomers(simulator: WhatsAppSimulator, pace: Paces = paces): LiveCustomers {
  const parties = new Map<string, Party>()
  const between = ([least, more]: readonly [number, number]): number => least + Math.random() * more

  function step(org: string, numbers: readonly string[], party: Party): void {
    const now = Date.now()
    if (party.talkers.size < peopleAtOnce && now >= party.nextArrivalAt) arrive(org, numbers, party, now)
    for (const [key, talker] of party.talkers) if (!speak(talker, now)) party.talkers.delete(key)
  }

  function arrive(org: string, numbers: readonly string[], party: Party, now: number): void {
    party.nextArrivalAt = now + pace.arrivalEveryMs * (0.5 + Math.random())
    const phoneNumberId = numbers[party.arrivals++ % numbers.length]
    if (!phoneNumberId) return
    const person = (Math.random() < shareOfRegulars && regular(phoneNumberId, party, now)) || visitor(org, phoneNumberId, party)
    const said =
      person && nextUtterance(randomFrom(`${person.waId}/${now}`), { lastOutbound: null, history: [], style: styleOf(person.waId) })
    if (!person || !said) return
    const message = simulator.receive({ phoneNumberId, from: person, content: { type: 'text', text: said.text } })
    simulator.openChat(phoneNumberId, person.waId)
    const talker = { phoneNumberId, waId: person.waId, since: message.at, lastId: message.id, speaksAt: now + between(pace.insistsAfterMs) }
    party.talkers.set(`${phoneNumberId}/${person.waId}`, talker)
  }

  /** Somebody who wrote to this number before, under the name that is known. */
  function regular(phoneNumberId: string, party: Party, now: number): { waId: string } | undefined {
    const resting = simulator
      .chats(phoneNumberId)
      .filter(({ customer, last }) => last && now - Date.parse(last.at) > restMs && !party.talkers.has(`${phoneNumberId}/${customer.waId}`))
    const chosen = resting[Math.floor(Math.random() * resting.length)]
    return chosen && { waId: chosen.customer.waId }
  }

  /** One of the people without a past, always with the same name. */
  function visitor(org: string, phoneNumberId: string, party: Party): { waId: string; name: string } | undefined {
    const own = new Set(simulator.numbers().map(({ displayPhone }) => displayPhone.replace(/\D/g, '')))
    const free = visitorNumbers.filter((number) => !own.has(number) && !party.talkers.has(`${phoneNumberId}/${number}`))
    const waId = free[Math.floor(Math.random() * free.length)]
    return waId === undefined ? undefined : { waId, name: customerAt(org, visitorNumbers.indexOf(waId)).name }
  }

  /** False when the talk is over. */
  function speak(talker: Talker, now: number): boolean {
    const { phoneNumberId, waId } = talker
    const talk = simulator
      .messages(phoneNumberId, waId)
      .filter(({ text, type, at, ticks }) => text !== null && type !== 'reaction' && ticks !== 'failed' && at >= talker.since)
    const last = talk.at(-1)
    if (!last) return false
    if (last.id !== talker.lastId) {
      talker.lastId = last.id
      talker.speaksAt = now + between(last.direction === 'out' ? pace.answersAfterMs : pace.insistsAfterMs)
    }
    if (now < talker.speaksAt) return true
    const history = talk.map((message): Turn => ({ from: message.direction === 'in' ? 'customer' : 'business', text: message.text ?? '' }))
    const lastOutbound = history.findLast(({ from }) => from === 'business')?.text ?? null
    const said = nextUtterance(randomFrom(`${waId}/${last.id}`), { lastOutbound, history, style: styleOf(waId) })
    if (!said) {
      simulator.closeChat(phoneNumberId, waId)
      return false
    }
    // Whoever answers has read, also when somebody put this telephone away on the screen.
    simulator.openChat(phoneNumberId, waId)
    const message = simulator.receive({ phoneNumberId, from: { waId }, content: { type: 'text', text: said.text } })
    talker.lastId = message.id
    talker.speaksAt = now + between(pace.insistsAfterMs)
    return true
  }

  const end = (org: string): void => {
    const party = parties.get(org)
    clearInterval(party?.timer)
    for (const { phoneNumberId, waId } of party?.talkers.values() ?? []) simulator.closeChat(phoneNumberId, waId)
    parties.delete(org)
  }

  return {
    isOn: (org) => parties.has(org),
    set(org, numbers, isOn) {
      if (isOn && parties.has(org)) return true
      end(org)
      if (isOn && numbers.length > 0) {
        const timer = setInterval(() => step(org, numbers, party), pace.lookEveryMs).unref()
        const party: Party = { timer, talkers: new Map(), nextArrivalAt: 0, arrivals: Math.floor(Math.random() * numbers.length) }
        parties.set(org, party)
        step(org, numbers, party)
      }
      return parties.has(org)
    },
    stop() {
      for (const org of parties.keys()) end(org)
    },
  }
}

/** How somebody writes stays theirs in every message. */
const styleOf = (waId: string) => styleFrom(randomFrom(`${waId}/style`))
