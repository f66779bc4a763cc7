import { isWhole } from '#commerce/contract/quantity.ts'
import type { ParsedLine, ParsedOrder } from '#orders/contract/parsed-order.ts'
import { screen, type Facts, type Place, type Screen, type Wish } from './place.ts'
import { mostMilli } from './wishes.ts'

/** What was typed, done to the basket: what is to be had becomes wishes, what is not goes, and what was not understood is said. */
export function change(place: Place, parsed: ParsedOrder, facts: Facts): Screen[] {
  const said: Screen[] = []
  if (parsed.isUsual) said.push(...asUsual(place, facts))
  for (const line of parsed.lines) {
    if (line.act === 'add') place.wishes.push(wishOf(line))
    else if (line.act === 'last') recount(place, line, facts)
    else if (!remove(place, line)) said.push(screen('not_in_order', { values: { text: line.text } }))
  }
  if (parsed.unknown.length > 0) said.push(screen('unknown', { values: { text: parsed.unknown.join(', ') } }))
  return said
}

export function asUsual(place: Place, facts: Facts): Screen[] {
  if (facts.usual.length === 0) return [screen('no_usual')]
  for (const { variantId, quantityMilli, modifierIds, note } of facts.usual) {
    const product = [...facts.productById.values()].find(({ variants }) => variants.some(({ id }) => id === variantId))
    place.wishes.push({
      productId: product?.id ?? null,
      candidates: [],
      variantId,
      quantityMilli,
      modifierIds: [...modifierIds],
      note,
      isTyped: true,
      asked: [],
    })
  }
  return []
}

const wishOf = ({ productId, variantId, quantityMilli, modifierIds, note, candidates }: ParsedLine): Wish => ({
  productId,
  candidates,
  variantId: productId === null ? null : variantId,
  quantityMilli,
  modifierIds: productId === null ? [] : modifierIds,
  note,
  isTyped: true,
  asked: [],
})

/** "mejor tres": of what is being asked about, else of what was named last. */
function recount(place: Place, { quantityMilli }: ParsedLine, { productById }: Facts): void {
  if (quantityMilli === null || quantityMilli < 1) return
  const wish = place.wishes[0]
  const line = place.lines.find(({ n }) => n === place.lastLine) ?? place.lines.at(-1)
  if (wish) wish.quantityMilli = quantityMilli
  else if (line) {
    const isCounted = isWhole(productById.get(line.productId)?.unit ?? 'piece')
    line.quantityMilli = Math.min(mostMilli, isCounted ? Math.max(1000, Math.round(quantityMilli / 1000) * 1000) : quantityMilli)
  }
  place.shownMinor = null
}

/** All of it, or so much of it; false when there is none. */
function remove(place: Place, { productId, variantId, candidates, quantityMilli }: ParsedLine): boolean {
  const meant = productId === null ? candidates.map((one) => one.productId) : [productId]
  const fits = (one: { productId: string | null; variantId: string | null }): boolean =>
    one.productId !== null && meant.includes(one.productId) && (variantId === null || productId === null || one.variantId === variantId)
  const line = place.lines.findLast(fits)
  if (!line) {
    const before = place.wishes.length
    place.wishes = place.wishes.filter((wish) => !fits(wish))
    return place.wishes.length < before
  }
  place.shownMinor = null
  if (quantityMilli !== null && quantityMilli < line.quantityMilli) line.quantityMilli -= quantityMilli
  else place.lines = place.lines.filter((one) => one !== line)
  return true
}
