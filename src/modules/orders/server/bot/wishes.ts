import type { OfferedProduct, SaleModifierGroup } from '#commerce/contract/product-sale.ts'
import { isWhole } from '#commerce/contract/quantity.ts'
import { screen, type CartLine, type Facts, type Option, type Place, type Screen, type Wish } from './place.ts'
import { canBeHad, paged, productOption } from './screens.ts'

export const mostLines = 60
export const mostMilli = 999_000

/** What is known of the wishes goes into the basket; of the first that is not known whole what is missing is asked for. */
export function settleWishes(place: Place, facts: Facts): Screen[] {
  const said: Screen[] = []
  for (;;) {
    const wish = place.wishes[0]
    if (!wish) {
      if (place.step === 'wish') place.step = 'cart'
      return said
    }
    const asked = missing(wish, facts, place.page)
    if (asked === 'gone') {
      place.wishes.shift()
      said.push(soldOut(wish, facts))
      continue
    }
    if (asked) {
      place.step = 'wish'
      return [...said, asked]
    }
    place.wishes.shift()
    put(place, wish)
  }
}

function put(place: Place, { variantId, productId, quantityMilli, modifierIds, note }: Wish): void {
  if (variantId === null || productId === null || quantityMilli === null) return
  const same = place.lines.find(
    (line) => line.variantId === variantId && line.note === note && sorted(line.modifierIds) === sorted(modifierIds),
  )
  place.shownMinor = null
  if (same) {
    same.quantityMilli = Math.min(mostMilli, same.quantityMilli + quantityMilli)
    place.lastLine = same.n
    return
  }
  if (place.lines.length >= mostLines) return
  const line: CartLine = { n: place.nextLine++, variantId, productId, quantityMilli: Math.min(mostMilli, quantityMilli), modifierIds, note }
  place.lines.push(line)
  place.lastLine = line.n
}

const sorted = (ids: readonly string[]): string => ids.toSorted().join()

function missing(wish: Wish, facts: Facts, page: number): Screen | 'gone' | null {
  if (wish.productId === null) {
    const options = wish.candidates.flatMap(({ productId }) => {
      const product = facts.productById.get(productId)
      return product && canBeHad(product) ? [productOption(product)] : []
    })
    if (options.length === 0) return 'gone'
    if (options.length > 1) return screen('which', { options: paged(options, page, { verb: 'skip', label: 'none_of_these' }) })
    wish.productId = options[0]?.verb.slice('product-'.length) ?? null
  }
  const product = facts.productById.get(wish.productId ?? '')
  if (!product || !canBeHad(product)) return 'gone'
  const open = product.variants.filter(({ refusal }) => refusal === null)
  if (wish.variantId === null && open.length === 1) wish.variantId = open[0]?.id ?? null
  if (wish.variantId === null) return variantScreen(product, open, page)
  if (!open.some(({ id }) => id === wish.variantId)) return 'gone'
  const groups = product.modifierGroupIds.flatMap((id) => facts.groupById.get(id) ?? [])
  keepWithin(wish, groups)
  for (const group of groups) {
    const asked = groupScreen(wish, group, product, page)
    if (asked) return asked
  }
  if (wish.quantityMilli === null)
    return screen('quantity', { values: { name: product.name, isWhole: isWhole(product.unit) ? 'yes' : 'no' }, options: amounts(product) })
  if (isWhole(product.unit)) wish.quantityMilli = Math.max(1000, Math.round(wish.quantityMilli / 1000) * 1000)
  return null
}

const variantScreen = (product: OfferedProduct, open: OfferedProduct['variants'], page: number): Screen =>
  screen('variant', {
    values: { name: product.name },
    options: paged(
      open.map(({ id, name }): Option => ({ verb: `variant-${id}`, title: name, pricesOf: [id] })),
      page,
      { verb: 'skip', label: 'none_of_these' },
    ),
  })

/** What nobody may have goes, and of each group no more than it allows. */
function keepWithin(wish: Wish, groups: readonly SaleModifierGroup[]): void {
  const kept: string[] = []
  for (const { modifiers, most } of groups) {
    const own = wish.modifierIds.filter((id) => modifiers.some((one) => one.id === id && one.isAvailable))
    kept.push(...own.slice(0, most))
  }
  wish.modifierIds = kept
}

/** A group is asked about where something has to be chosen; what may be chosen only of who goes through the menu, once. */
function groupScreen(
  wish: Wish,
  { id, name, least, most, modifiers }: SaleModifierGroup,
  product: OfferedProduct,
  page: number,
): Screen | null {
  const chosen = wish.modifierIds.filter((one) => modifiers.some((modifier) => modifier.id === one)).length
  const open = modifiers.filter((one) => one.isAvailable && !wish.modifierIds.includes(one.id))
  if (chosen >= most || open.length === 0 || (chosen >= least && (wish.isTyped || wish.asked.includes(id)))) return null
  const enough: Option[] = chosen >= least ? [{ verb: `enough-${id}`, label: chosen === 0 ? 'as_it_is' : 'enough' }] : []
  const each = open.map((one): Option => ({
    verb: `modifier-${one.id}`,
    title: one.name,
    ...(one.priceMinor !== 0 && { addsMinor: one.priceMinor }),
  }))
  const options = paged(each, page, ...enough)
  return screen('modifiers', { values: { name: product.name, group: name, least, most, left: most - chosen }, options })
}

const amounts = ({ unit }: OfferedProduct): Option[] =>
  (isWhole(unit) ? [1000, 2000, 3000] : [500, 1000, 2000]).map((milli) => ({
    verb: `quantity-${milli}`,
    title: `${milli / 1000}`.replace('.', ','),
  }))

/** What cannot be had, and what comes nearest to it: other sizes of it, then what stands beside it. */
export function soldOut(wish: Pick<Wish, 'productId' | 'variantId'> & { candidates?: Wish['candidates'] }, facts: Facts): Screen {
  const product = facts.productById.get(wish.productId ?? wish.candidates?.[0]?.productId ?? '')
  const category = facts.categories.find(({ products }) => products.some(({ id }) => id === product?.id))
  const near = [
    ...(product && canBeHad(product) ? [product] : []),
    ...(category?.products ?? [])
      .filter((one) => one.id !== product?.id && canBeHad(one))
      .toSorted((one, other) => likeness(other, product) - likeness(one, product)),
  ]
  const gone = product?.variants.find(({ id }) => id === wish.variantId) ?? only(product?.variants ?? [])
  const options = near.slice(0, 3).map(productOption)
  if (gone?.mayWait) options.push({ verb: `tell-${gone.id}`, label: 'tell_me' })
  return screen('sold_out', { values: { name: product?.name ?? '', variant: gone?.name || 'none' }, options })
}

const only = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined)

const likeness = (one: OfferedProduct, other: OfferedProduct | undefined): number => {
  const words = new Set((other?.name ?? '').toLowerCase().split(/\s+/))
  return one.name
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => words.has(word)).length
}
