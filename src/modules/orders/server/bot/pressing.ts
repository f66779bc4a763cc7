import { ask, isShut, person, understood, type Turn } from './advance.ts'
import { asUsual } from './changing.ts'
import { addressChosen, nextStep } from './checkout.ts'
import { newPlace, screen, type Place, type Wish } from './place.ts'
import { mostMilli } from './wishes.ts'

/** What pressing something does. What is not known any more, or belongs to another step, only shows where the order stands. */
export function press(turn: Turn, verb: string): void {
  const { place, facts } = turn
  const [, name = verb, what = ''] = /^(category|product|variant|modifier|enough|quantity|page|remove|pay|tell)-(.+)$/.exec(verb) ?? []
  const wish = place.wishes[0]
  switch (name) {
    case 'menu':
      return go(turn, 'menu', { page: 0, wishes: [] })
    case 'page':
      place.page = Number(what)
      return ask(turn)
    case 'category':
      return go(turn, 'products', { categoryId: what === 'none' ? null : what, page: 0 })
    case 'product':
      return product(turn, wish, what)
    case 'variant':
      if (wish) wish.variantId = what
      return understood(turn)
    case 'modifier':
      if (wish) wish.modifierIds.push(what)
      return understood(turn)
    case 'enough':
      if (wish) wish.asked.push(what)
      return understood(turn)
    case 'quantity':
      if (wish) wish.quantityMilli = Math.min(mostMilli, Number(what))
      return understood(turn)
    case 'skip':
      place.wishes.shift()
      return understood(turn)
    case 'tell':
      return waitFor(turn, what)
    case 'usual':
      turn.screens.push(...asUsual(place, facts))
      return understood(turn)
    case 'cart':
    case 'edit':
      return go(turn, name, { page: 0 })
    case 'remove':
      place.lines = place.lines.filter(({ n }) => n !== Number(what))
      return go(turn, 'cart', { shownMinor: null })
    default:
      return checkOut(turn, name, what)
  }
}

function checkOut(turn: Turn, name: string, what: string): void {
  const { place, facts } = turn
  switch (name) {
    case 'done':
    case 'go-on':
      return place.lines.length === 0
        ? go(turn, 'menu', {})
        : go(turn, name === 'done' || place.payment !== null ? nextStep(place) : 'cart', {})
    case 'fresh':
      return go(turn, 'greeting', { ...newPlace, asked: place.asked, taps: place.taps, nextLine: place.nextLine })
    case 'book':
      place.wantedAt = facts.opensAt
      return place.wishes.length > 0 || place.lines.length > 0 ? understood(turn) : go(turn, 'greeting', {})
    case 'deliver':
      return goOn(turn, { fulfilment: 'delivery' })
    case 'pick-up':
      return goOn(turn, { fulfilment: 'pickup', address: null })
    case 'same-address':
      return facts.lastAddress ? addressChosen(turn, facts.lastAddress) : ask(turn)
    case 'other-address':
      return go(turn, 'address', { address: null })
    case 'pay':
      return goOn(turn, { payment: what === 'card' || what === 'transfer' ? what : 'cash', paysWithMinor: null })
    case 'exact':
      return goOn(turn, { paysWithMinor: 0 })
    case 'order':
      // Only what was shown, and nothing that is still to be asked.
      if (place.step === 'confirm' && place.shownMinor !== null && nextStep(place) === 'confirm' && !isShut(turn)) turn.deed = 'place'
      else ask(turn)
      return
    case 'cancel':
    case 'leave':
      turn.deed = 'leave'
      return void turn.screens.push(screen('left'))
    case 'person':
      return person(turn, 'asked')
    default:
      return ask(turn)
  }
}

function go(turn: Turn, step: Place['step'], change: Partial<Place>): void {
  Object.assign(turn.place, change, { step })
  ask(turn)
}

function goOn(turn: Turn, change: Partial<Place>): void {
  Object.assign(turn.place, { shownMinor: null, ...change })
  if (turn.place.lines.length === 0) turn.place.step = 'menu'
  else turn.place.step = nextStep(turn.place)
  ask(turn)
}

/** It may be there again by now: then it can be had. */
function waitFor(turn: Turn, variantId: string): void {
  const product = [...turn.facts.productById.values()].find(({ variants }) => variants.some(({ id }) => id === variantId))
  const variant = product?.variants.find(({ id }) => id === variantId)
  if (product && variant?.mayWait) {
    turn.waits.push(variantId)
    turn.screens.push(screen('will_tell', { values: { name: product.name, variant: variant.name || 'none' } }))
  }
  ask(turn)
}

function product(turn: Turn, wish: Wish | undefined, productId: string): void {
  if (wish?.productId === null) Object.assign(wish, { productId, candidates: [] })
  else
    turn.place.wishes.unshift({
      productId,
      candidates: [],
      variantId: null,
      quantityMilli: null,
      modifierIds: [],
      note: '',
      isTyped: false,
      asked: [],
    })
  understood(turn)
}
