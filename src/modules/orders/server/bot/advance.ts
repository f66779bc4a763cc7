import type { ParsedOrder } from '#orders/contract/parsed-order.ts'
import { parseOrder } from '#orders/server/parsing/parse.ts'
import { change } from './changing.ts'
import { hearAddress, hearCash, hearPlace, nextStep } from './checkout.ts'
import { press } from './pressing.ts'
import { commandIn, offeredBy, verbOf } from './replies.ts'
import { screen, type Advanced, type Deed, type Facts, type Place, type Said, type Screen } from './place.ts'
import { screenOf } from './screens.ts'
import { settleWishes, soldOut } from './wishes.ts'

/** What a turn works on; thrown away afterwards. */
export type Turn = { place: Place; facts: Facts; screens: Screen[]; deed: Deed }

/** So many in a row are asked again; with the next one a person comes. */
const mostMisses = 2
/** A finger that came down twice. */
const twiceMs = 20_000
const mostTaps = 60
/** After so long what was begun is shown before it goes on. */
const longMs = 3 * 3_600_000

/**
 * What comes of what a customer said: nothing but where the order stands, what was said and what is sold decides, so that whoever
 * computes it gets the same. What it comes to is asked afterwards of whoever knows the prices.
 */
export function advance(before: Place, said: Said | null, facts: Facts, isBeginning: boolean): Advanced {
  const turn: Turn = { place: structuredClone(before), facts, screens: [], deed: 'none' }
  withoutGone(turn)
  if (said?.kind === 'person') turn.deed = 'person'
  else if (said?.kind === 'trouble') {
    turn.screens.push(screen('trouble', { values: { sentence: said.sentence } }))
    if (turn.place.step === 'confirm') turn.place.step = 'cart'
    ask(turn)
  } else if (isBeginning) begin(turn, said)
  else if (said) hear(turn, said)
  turn.place.asked += 1
  return { place: turn.place, screens: turn.screens, deed: turn.deed }
}

/** What ran out since it was put into the basket is said at once, with what comes nearest to it. */
function withoutGone({ place, facts, screens }: Turn): void {
  for (const line of place.lines) {
    const variant = facts.productById.get(line.productId)?.variants.find(({ id }) => id === line.variantId)
    if (variant?.refusal === null) continue
    place.lines = place.lines.filter((one) => one !== line)
    place.shownMinor = null
    screens.push(soldOut(line, facts))
  }
}

function begin(turn: Turn, said: Said | null): void {
  const { place, facts, screens } = turn
  const parsed = said?.kind === 'text' ? read(said.text, facts) : null
  const hasGoods = parsed !== null && (parsed.isUsual || parsed.lines.some((line) => line.act === 'add' && line.confidence >= 0.3))
  if (hasGoods && parsed) screens.push(...change(place, { ...parsed, unknown: [] }, facts))
  if (place.lines.length > 0) place.step = 'resume'
  else if (!facts.isOpen && facts.opensAt !== null) place.step = 'closed'
  else if (hasGoods) {
    screens.unshift(screen('hello', { values: { name: facts.customerName } }))
    place.step = 'cart'
  } else place.step = 'greeting'
  ask(turn)
}

function hear(turn: Turn, said: Said): void {
  const { place } = turn
  if (said.kind === 'choice') return hearChoice(turn, said.id)
  if (said.kind === 'text') return hearText(turn, said.text, said.isEarly)
  if (said.kind === 'place') return hearPlace(turn, said)
  place.misses += 1
  if (place.misses > mostMisses) turn.deed = 'person'
  else {
    turn.screens.push(screen(said.kind === 'voice' ? 'no_voice' : 'no_words'))
    ask(turn)
  }
}

/** Pressed: what was pressed before in the same message changes nothing again, what belongs to another conversation nothing at all. */
function hearChoice(turn: Turn, id: string): void {
  const { place, facts, screens } = turn
  if (!id.startsWith(`${facts.key.slice(-6)}.`)) {
    screens.push(screen('too_late'))
    return ask(turn)
  }
  const isAgain = place.taps.includes(id)
  const sinceMs = place.lastTapAt === null ? Number.POSITIVE_INFINITY : Date.parse(facts.now) - Date.parse(place.lastTapAt)
  if (isAgain && sinceMs < twiceMs) return
  place.lastTapAt = facts.now
  if (isAgain) return ask(turn)
  place.taps = [...place.taps, id].slice(-mostTaps)
  place.misses = 0
  press(turn, verbOf(id))
}

function hearText(turn: Turn, text: string, isEarly: boolean): void {
  const { place, facts, screens } = turn
  const wish = place.wishes[0]
  const amount =
    place.step === 'wish' && wish?.quantityMilli === null && wish.variantId !== null ? read(`${text}`, facts).lines[0] : undefined
  if (!isEarly && amount?.act === 'last' && wish && amount.quantityMilli) {
    wish.quantityMilli = amount.quantityMilli
    return understood(turn)
  }
  if (!isEarly && place.step === 'cash' && hearCash(turn, text)) return
  const offered = isEarly ? null : offeredBy(text, place.offered)
  if (offered !== null) {
    place.misses = 0
    return press(turn, verbOf(offered))
  }
  const command = commandIn(text)
  if (command !== null) {
    place.misses = 0
    return press(turn, command)
  }
  const parsed = read(text, facts)
  if (!isEarly && place.step === 'address' && hearAddress(turn, text, parsed)) return
  const isAbout = parsed.isUsual || parsed.lines.length > 0
  if (isAbout) {
    place.misses = 0
    screens.push(...change(place, parsed, facts))
    if (place.step === 'closed') return ask(turn)
    return understood(turn)
  }
  if (place.lines.length > 0 && facts.silentMs > longMs) {
    place.step = 'resume'
    return ask(turn)
  }
  // What was written before the question could be read is no answer to it.
  if (isEarly) return
  place.misses += 1
  if (place.misses > mostMisses) {
    turn.deed = 'person'
    return
  }
  screens.push(parsed.unknown.length > 0 ? screen('unknown', { values: { text: parsed.unknown.join(', ') } }) : screen('not_understood'))
  ask(turn)
}

/** Something of the order is other: what is missing of it is asked, else it goes on from where it was. */
export function understood(turn: Turn): void {
  const { place } = turn
  place.misses = 0
  if (place.wishes.length === 0) place.step = place.lines.length === 0 ? 'menu' : place.payment === null ? 'cart' : nextStep(place)
  else if (place.step !== 'wish') place.step = 'wish'
  ask(turn)
}

/** What is to be said of where it stands now. */
export function ask(turn: Turn): void {
  const { place, facts, screens } = turn
  if (place.wishes.length > 0 && place.step !== 'closed' && place.step !== 'resume') {
    const asked = settleWishes(place, facts)
    screens.push(...asked)
    if (place.step === 'wish') return
    if (place.lines.length === 0) place.step = 'menu'
    else if (place.payment !== null) place.step = nextStep(place)
    // What is sold out offers the nearest itself; the basket is shown once there is something in it.
    if (asked.some(({ options }) => options.length > 0) && place.lines.length === 0) return
  }
  if (place.lines.length === 0 && (place.step === 'cart' || place.step === 'confirm' || place.step === 'edit')) place.step = 'menu'
  screens.push(screenOf(place, facts))
}

/** What is not there at all is not in the order either. */
const read = (text: string, { index }: Facts): ParsedOrder => parseOrder(text, index)
