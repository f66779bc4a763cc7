import type { DialogueWhy } from '#kernel/dialogue.ts'
import type { ParsedOrder } from '#orders/contract/parsed-order.ts'
import { parseOrder } from '#orders/server/parsing/parse.ts'
import { aheadIn } from './ahead.ts'
import { change } from './changing.ts'
import { addressWritten, hearAddress, hearCash, hearPlace, isPaying, nextStep } from './checkout.ts'
import { press } from './pressing.ts'
import { commandIn, offeredBy, verbOf } from './replies.ts'
import { screen, type Advanced, type Deed, type Facts, type Place, type Said, type Screen } from './place.ts'
import { screenOf } from './screens.ts'
import { settleWishes, soldOut } from './wishes.ts'

/** What a turn works on; thrown away afterwards. */
export type Turn = { place: Place; facts: Facts; screens: Screen[]; deed: Deed; why: DialogueWhy; waits: string[] }

/** So many in a row are asked again; with the next one a person comes. */
const mostMisses = 2
/** A finger that came down twice. */
const twiceMs = 20_000
const mostTaps = 60
/** After so long what was begun is shown before it goes on. */
const longMs = 3 * 3_600_000
/** So sure it has to be that something to eat is meant. */
const plainly = 0.9

/**
 * What comes of what a customer said: nothing but where the order stands, what was said and what is sold decides, so that whoever
 * computes it gets the same. What it comes to is asked afterwards of whoever knows the prices.
 */
export function advance(before: Place, said: Said | null, facts: Facts, isBeginning: boolean): Advanced {
  const turn: Turn = { place: structuredClone(before), facts, screens: [], deed: 'none', why: 'asked', waits: [] }
  withoutGone(turn)
  withoutPast(turn)
  if (said?.kind === 'person') person(turn, said.why)
  else if (said?.kind === 'trouble') {
    turn.screens.push(screen('trouble', { values: { sentence: said.sentence } }))
    if (turn.place.step === 'confirm') turn.place.step = 'cart'
    ask(turn)
  } else if (isBeginning) begin(turn, said)
  else if (said) hear(turn, said)
  turn.place.asked += 1
  return { place: turn.place, screens: turn.screens, deed: turn.deed, why: turn.why, waits: turn.waits }
}

export const person = (turn: Turn, why: DialogueWhy): void => void Object.assign(turn, { deed: 'person', why })

/** What was left for an hour that is over is wanted as soon as can be. */
function withoutPast({ place, facts }: Turn): void {
  if (place.wantedAt === null || Date.parse(place.wantedAt) > Date.parse(facts.now)) return
  Object.assign(place, { wantedAt: null, shownMinor: null })
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
  // "menú" and "2 pollos" in one moment: a line that only calls for the menu names nothing of it.
  const lines = said?.kind === 'text' ? said.text.split('\n').filter((line) => commandIn(line) === null) : []
  const ahead = aheadIn(lines.join('\n'), neighbourhoodsOf(facts))
  const parsed = read(ahead.rest, facts)
  const hasGoods = parsed.isUsual || parsed.lines.some((line) => line.act === 'add' && line.confidence >= 0.3)
  if (hasGoods) {
    note(place, ahead)
    screens.push(...change(place, { ...parsed, unknown: [] }, facts))
  }
  if (place.lines.length > 0) place.step = 'resume'
  else if (!facts.isOpen && facts.opensAt !== null) place.step = 'closed'
  else if (hasGoods) {
    screens.unshift(screen('hello', { values: { name: facts.customerName } }))
    place.step = 'cart'
    if (ahead.address !== null) return addressWritten(turn, ahead.address)
  } else place.step = 'greeting'
  ask(turn)
}

/** How it gets to them and how it is paid, said before it was asked. */
function note(place: Place, { fulfilment, payment }: Pick<ReturnType<typeof aheadIn>, 'fulfilment' | 'payment'>): void {
  if (fulfilment !== null) Object.assign(place, { fulfilment, shownMinor: null, ...(fulfilment === 'pickup' && { address: null }) })
  if (payment !== null) Object.assign(place, { payment, paysWithMinor: null, shownMinor: null })
}

function hear(turn: Turn, said: Said): void {
  const { place } = turn
  if (said.kind === 'choice') return hearChoice(turn, said.id)
  if (said.kind === 'text') return hearText(turn, said)
  if (said.kind === 'place') return hearPlace(turn, said)
  place.misses += 1
  if (place.misses > mostMisses) person(turn, 'misunderstood')
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

type Words = Extract<Said, { kind: 'text' }>

function hearText(turn: Turn, said: Words): void {
  const { place, facts, screens } = turn
  const { text, isEarly, answer } = said
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
  const ahead = aheadIn(text, neighbourhoodsOf(facts))
  const parsed = read(ahead.rest, facts)
  const isNoted = ahead.rest !== text
  if (isNoted) {
    note(place, ahead)
    if (isPaying(place) && place.lines.length > 0) place.step = nextStep(place)
  }
  if (!isEarly && place.step === 'address' && hearAddress(turn, ahead.address ?? ahead.rest, parsed)) return
  // A question that the shop has an answer to is one, unless it is plainly something to eat.
  const isAbout = parsed.isUsual || parsed.lines.some(({ confidence }) => !answer || confidence >= plainly)
  if (isAbout) {
    place.misses = 0
    screens.push(...change(place, parsed, facts))
    if (place.step === 'closed') return ask(turn)
    return ahead.address === null ? understood(turn) : addressWritten(turn, ahead.address)
  }
  if (isNoted) {
    place.misses = 0
    if (ahead.address !== null) return addressWritten(turn, ahead.address)
    // "listo, paso a buscarlo"
    const more = offeredBy(ahead.rest, place.offered)
    if (more !== null) return press(turn, verbOf(more))
    if (!isPaying(place)) screens.push(screen('noted'))
    return ask(turn)
  }
  if (place.lines.length > 0 && facts.silentMs > longMs) {
    place.step = 'resume'
    return ask(turn)
  }
  // What was written before the question could be read is no answer to it.
  if (isEarly) return
  notUnderstood(turn, said, parsed)
}

/** What the shop would answer, a person where one would be fetched, once more, or a person: in that order. */
function notUnderstood(turn: Turn, { text, answer, orElse }: Words, { unknown }: ParsedOrder): void {
  const { place, screens } = turn
  if (answer) {
    screens.push(screen('answer', { values: { answer } }))
    return ask(turn)
  }
  if (orElse) return person(turn, orElse)
  place.misses += 1
  if (place.misses > mostMisses) return person(turn, 'misunderstood')
  const isWords = /[\p{L}\p{N}]/u.test(text)
  if (isWords && unknown.length > 0) screens.push(screen('unknown', { values: { text: unknown.join(', ') } }))
  else screens.push(screen(isWords ? 'not_understood' : 'no_words'))
  ask(turn)
}

/** Something of the order is other: what is missing of it is asked, else it goes on from where it was. */
export function understood(turn: Turn): void {
  const { place } = turn
  Object.assign(place, { misses: 0, page: 0 })
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
    else if (place.payment !== null && place.step !== 'outside') place.step = nextStep(place)
    // What is sold out offers the nearest itself; the basket is shown once there is something in it.
    if (asked.some(({ options }) => options.length > 0) && place.lines.length === 0) return
  }
  if (place.lines.length === 0 && (place.step === 'cart' || place.step === 'confirm' || place.step === 'edit')) place.step = 'menu'
  // It was open when it was begun, or left on another day.
  if (place.step === 'confirm' && isShut(turn)) place.step = 'closed'
  if (place.step === 'closed' && !facts.takesLater) {
    screens.push(screen('closed_until'))
    turn.deed = 'wait'
    return
  }
  screens.push(screenOf(place, facts))
}

/** Closed, and not left for when it opens. */
export const isShut = ({ place, facts }: Turn): boolean => !facts.isOpen && facts.opensAt !== null && place.wantedAt === null

const neighbourhoodsOf = ({ zones }: Facts): string[] => zones.flatMap(({ area }) => area.names ?? [])

/** What is not there at all is not in the order either. */
const read = (text: string, { index }: Facts): ParsedOrder => parseOrder(text, index)
