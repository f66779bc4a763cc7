import { randomFrom } from '#simulators/whatsapp/clock-and-random.ts'
import { customerAt, nextUtterance, type Turn } from '#simulators/whatsapp/people.ts'
import type { WhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'

/** Simulated people who write to a demo business by themselves: somebody new now and then, and answers to what agents write. */
export type LiveCustomers = {
  set(org: string, numbers: readonly string[], isOn: boolean): boolean
  isOn(org: string): boolean
  stop(): void
}

const newcomerEveryMs = 25_000
const lookEveryMs = 3_000
const peopleAtOnce = 12

type Talker = { phoneNumberId: string; waId: string; answersAt: number }
type Party = { timer: NodeJS.Timeout; talkers: Map<string, Talker>; nextNewcomerAt: number; index: number }

export function liveCustomers(simulator: WhatsAppSimulator): LiveCustomers {
  const parties = new Map<string, Party>()

  function step(org: string, numbers: readonly string[], party: Party): void {
    const now = Date.now()
    if (party.talkers.size < peopleAtOnce && now >= party.nextNewcomerAt) greet(org, numbers, party, now)
    for (const [key, talker] of party.talkers) answer(party, key, talker, now)
  }

  function greet(org: string, numbers: readonly string[], party: Party, now: number): void {
    party.nextNewcomerAt = now + newcomerEveryMs * (0.5 + Math.random())
    const { waId, name, style, random } = customerAt(org, party.index++ % 400)
    const phoneNumberId = numbers[party.index % numbers.length]
    const said = nextUtterance(random, { lastOutbound: null, history: [], style })
    if (!said || !phoneNumberId) return
    simulator.receive({ phoneNumberId, from: { waId, name }, content: { type: 'text', text: said.text } })
    simulator.openChat(phoneNumberId, waId)
    party.talkers.set(`${phoneNumberId}/${waId}`, { phoneNumberId, waId, answersAt: 0 })
  }

  function answer(party: Party, key: string, talker: Talker, now: number): void {
    const { phoneNumberId, waId } = talker
    const messages = simulator.messages(phoneNumberId, waId).filter(({ text, type }) => text !== null && type !== 'reaction')
    const last = messages.at(-1)
    if (last?.direction !== 'out') return
    // A person reads and types before an answer arrives.
    if (talker.answersAt === 0) talker.answersAt = now + 4_000 + Math.random() * 9_000
    if (now < talker.answersAt) return
    talker.answersAt = 0
    const history = messages
      .slice(-12)
      .map((message): Turn => ({ from: message.direction === 'in' ? 'customer' : 'business', text: message.text ?? '' }))
    const said = nextUtterance(randomFrom(`${key}/${messages.length}`), { lastOutbound: last.text, history })
    if (said) return void simulator.receive({ phoneNumberId, from: { waId }, content: { type: 'text', text: said.text } })
    simulator.closeChat(phoneNumberId, waId)
    party.talkers.delete(key)
  }

  const end = (org: string): void => {
    clearInterval(parties.get(org)?.timer)
    parties.delete(org)
  }

  return {
    isOn: (org) => parties.has(org),
    set(org, numbers, isOn) {
      end(org)
      if (isOn && numbers.length > 0) {
        const party: Party = {
          timer: setInterval(() => step(org, numbers, party), lookEveryMs).unref(),
          talkers: new Map(),
          nextNewcomerAt: 0,
          index: Math.floor(Math.random() * 400),
        }
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
