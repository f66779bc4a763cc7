import type { Address } from '#orders/contract/order.ts'
import type { ParsedOrder } from '#orders/contract/parsed-order.ts'
import { coveringOf } from '#orders/server/zones/covering.ts'
import { ask, person, type Turn } from './advance.ts'
import { screen, type Place, type Step } from './place.ts'
import { moneyIn, offeredBy } from './replies.ts'

/** What has to be known next, or all of it is. */
export function nextStep({ fulfilment, address, payment, paysWithMinor }: Place): Step {
  if (fulfilment === null) return 'fulfilment'
  if (fulfilment === 'delivery' && address === null) return 'address'
  if (payment === null) return 'payment'
  return payment === 'cash' && paysWithMinor === null ? 'cash' : 'confirm'
}

/** What there is to eat is settled; the rest is being asked. */
export const isPaying = ({ step }: Place): boolean => ['fulfilment', 'address', 'outside', 'payment', 'cash', 'confirm'].includes(step)

/** "¿Con cuánto pagás?": an amount; false when it says none. Zero is the exact sum. */
export function hearCash(turn: Turn, text: string): boolean {
  const minor = moneyIn(text, turn.facts.digits)
  if (minor === null || /[a-z]{4}/i.test(text.replace(/pesos|pago|con|reales|lucas/gi, ''))) return false
  Object.assign(turn.place, { paysWithMinor: minor, misses: 0, step: nextStep({ ...turn.place, paysWithMinor: minor }) })
  ask(turn)
  return true
}

/** A street and a number, unless it is plainly something else to eat. */
export function hearAddress(turn: Turn, text: string, parsed: ParsedOrder): boolean {
  if (offeredBy(text, turn.place.offered) !== null) return false
  const isOrder = parsed.unknown.length === 0 && parsed.lines.length > 0 && parsed.lines.every(({ confidence }) => confidence >= 0.9)
  const words = text.replace(/\s+/gu, ' ').trim().slice(0, 300)
  if (isOrder || !/\p{L}{3}/u.test(words) || !/\d/.test(words)) return false
  turn.place.misses = 0
  addressWritten(turn, words)
  return true
}

export const addressWritten = (turn: Turn, text: string): void => addressChosen(turn, { text, notes: '', latitude: null, longitude: null })

/** A place that was shared in the chat, at whatever moment. */
export function hearPlace(turn: Turn, { latitude, longitude, name }: { latitude: number; longitude: number; name: string }): void {
  const typed = turn.place.address?.text ?? ''
  turn.place.misses = 0
  addressChosen(turn, { text: (typed || name).slice(0, 300), notes: '', latitude, longitude })
}

export function addressChosen(turn: Turn, address: Address): void {
  const { place, facts, screens } = turn
  const covering = coveringOf(facts.zones, address)
  Object.assign(place, { fulfilment: 'delivery', shownMinor: null })
  if (covering.kind === 'outside') {
    Object.assign(place, { step: 'outside', address: null })
    return ask(turn)
  }
  if (covering.kind === 'unsure') {
    // Asked for once already, and it cannot be told this way either.
    if (place.isUnsure) return person(turn, 'misunderstood')
    Object.assign(place, { step: 'address', address: null, isUnsure: true })
    return void screens.push(screen('unsure', { asksPlace: true }))
  }
  place.address = address
  place.isUnsure = false
  if (place.lines.length === 0 || place.wishes.length > 0) {
    screens.push(screen('address_noted'))
    if (place.lines.length === 0) place.step = place.wishes.length > 0 ? 'wish' : 'menu'
    return ask(turn)
  }
  if (isPaying(place)) place.step = nextStep(place)
  else screens.push(screen('address_noted'))
  ask(turn)
}
