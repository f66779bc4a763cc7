import type { MenuCategory, OfferedProduct, SaleModifierGroup } from '#commerce/contract/product-sale.ts'
import { indexOf } from '#orders/server/parsing/catalogue-index.ts'
import { shelf as goods } from '#orders/server/parsing/phrases/shelf.ts'
import { advance } from '#orders/server/bot/advance.ts'
import type { Facts, Place, Said } from '#orders/server/bot/place.ts'
import { spoken } from '#orders/server/bot/speaking.ts'

export const start = Date.parse('2026-11-21T15:00:00.000Z')

export const one = (productId: string, name: string, category: string) => ({
  productId,
  name,
  category,
  unit: 'piece',
  variants: [{ id: productId, name: '' }],
  modifiers: [],
})

export const flavours = 'durazno menta jengibre mango maracuyá arándano frambuesa pomelo hibisco canela vainilla cereza'.split(' ')

/** With a thing that is called like the list of all things, and more drinks than a list has rows. */
const shelf = [
  ...goods,
  one('noon', 'Menú del mediodía', 'Combos'),
  ...flavours.map((flavour) => one(`tea-${flavour}`, `Té helado de ${flavour}`, 'Tés')),
]

export const groups: SaleModifierGroup[] = shelf.flatMap(({ productId, modifiers }) => {
  const heat = modifiers.filter(({ name }) => name.includes('picante'))
  const rest = modifiers.filter(({ name }) => !name.includes('picante'))
  const group = (name: string, least: number, most: number, own: typeof modifiers): SaleModifierGroup => ({
    id: `${productId}-${name}`,
    name,
    least,
    most,
    modifiers: own.map((one) => ({ ...one, priceMinor: 0, variantId: null, isAvailable: true })),
  })
  return [...(heat.length > 0 ? [group('Picante', 1, 1, heat)] : []), ...(rest.length > 0 ? [group('Extras', 0, 2, rest)] : [])]
})

export const products: OfferedProduct[] = shelf.map(({ productId, category, name, unit, variants }) => ({
  id: productId,
  categoryId: category,
  kind: 'good',
  name,
  description: '',
  unit: unit as 'piece',
  labels: [],
  imageUrl: null,
  variants: variants.map((one) => ({ ...one, sku: null, refusal: productId === 'zero' ? 'sold-out' : null })),
  modifierGroupIds: groups.flatMap(({ id }) => (id.startsWith(`${productId}-`) ? [id] : [])),
}))

export const categories: MenuCategory[] = [...Map.groupBy(products, ({ categoryId }) => categoryId ?? '')].map(([name, own]) => ({
  id: name,
  parentId: null,
  name,
  imageUrl: null,
  products: own,
}))

const index = indexOf(shelf)

const factsAt = (now: number, more: Partial<Facts> = {}): Facts => ({
  now: new Date(now).toISOString(),
  key: 'cart-0001',
  customerName: 'Marta',
  categories,
  productById: new Map(products.map((one) => [one.id, one])),
  groupById: new Map(groups.map((one) => [one.id, one])),
  index,
  zones: [],
  usual: [{ variantId: 'sprite', quantityMilli: 2000, modifierIds: [], note: '' }],
  lastAddress: null,
  digits: 2,
  isOpen: true,
  opensAt: null,
  takesLater: true,
  silentMs: 0,
  ...more,
})

const voice = { t: ((key: string) => key.replace('orders.bot.options.', '')) as never, locale: 'es' as const, zone: 'UTC' }
const noSums = { quoted: null, priceById: new Map<string, number>(), currency: 'ARS' }

/** A turn as `taking.ts` makes it, with a sum that never changes. */
export function turn(before: Place, said: Said | null, now: number, isBeginning = false, more: Partial<Facts> = {}) {
  const facts = factsAt(now, more)
  const { place, screens, deed, why } = advance(before, said, facts, isBeginning)
  const words = spoken(voice, place, facts, screens, noSums)
  place.shownMinor = screens.some(({ shows }) => shows === 'summary') ? 1 : null
  return { place, deed, why, said: words.map(({ text, options }) => [text, ...options.map(({ title }) => title)].join(' | ')) }
}

/** Three orders, from the greeting to the last word. */
export const talks = [
  ['hola', '2 pollos enteros sin picante y una fanta', 'no, mejor tres', 'listo', 'paso a buscarlo', 'efectivo', '80 mil', 'dale'],
  [
    'dos sprite y una coca zero',
    'agregale medio kilo de helado',
    'sacá la sprite',
    'listo',
    'con envío',
    'San Martín 1200',
    'tarjeta',
    'si',
  ],
  ['lo de siempre', 'listo', 'paso a buscarlo', 'transferencia', 'y un flan', 'confirmar'],
]
