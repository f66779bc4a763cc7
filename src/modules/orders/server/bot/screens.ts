import type { OfferedProduct } from '#commerce/contract/product-sale.ts'
import { screen, type CartLine, type Facts, type Option, type Place, type Screen } from './place.ts'

/** So many rows a list has, what leads on included. */
const rows = 10

export const canBeHad = ({ variants }: OfferedProduct): boolean => variants.some(({ refusal }) => refusal === null)

/** The screen of a step as it is now. Of a wish nothing is said here: what is missing of it is asked for in `wishes.ts`. */
export function screenOf(place: Place, facts: Facts): Screen {
  switch (place.step) {
    case 'greeting':
      return greeting(facts)
    case 'closed':
      return screen('closed', {
        values: { opensAt: facts.opensAt ?? '' },
        options: [
          { verb: 'book', label: 'book' },
          { verb: 'leave', label: 'leave' },
        ],
      })
    case 'resume':
      return screen('resume', {
        shows: 'cart',
        options: [
          { verb: 'go-on', label: 'go_on' },
          { verb: 'fresh', label: 'fresh' },
        ],
      })
    case 'menu':
    case 'wish':
      return menu(place, facts)
    case 'products':
      return products(place, facts)
    case 'cart':
      return screen('cart', {
        shows: 'cart',
        options: [
          { verb: 'done', label: 'done' },
          { verb: 'menu', label: 'more' },
          { verb: 'edit', label: 'edit' },
        ],
      })
    case 'edit':
      return screen('edit', {
        options: paged(
          place.lines.map((line) => lineOption(line, facts)),
          place.page,
          { verb: 'cart', label: 'back' },
        ),
      })
    case 'fulfilment':
      return screen('fulfilment', {
        options: [
          { verb: 'deliver', label: 'deliver' },
          { verb: 'pick-up', label: 'pick_up' },
        ],
      })
    case 'address':
      return facts.lastAddress?.text
        ? screen('address', { options: [{ verb: 'same-address', title: facts.lastAddress.text }] })
        : screen('address', { asksPlace: true })
    case 'outside':
      return screen('outside', {
        options: [
          { verb: 'pick-up', label: 'pick_up' },
          { verb: 'other-address', label: 'other_address' },
        ],
      })
    case 'payment':
      return screen('payment', {
        options: ['cash', 'transfer', 'card'].map((method) => ({ verb: `pay-${method}`, label: `pay_${method}` })),
      })
    case 'cash':
      return screen('cash', { shows: 'total', options: [{ verb: 'exact', label: 'exact' }] })
    case 'confirm':
      return screen('confirm', {
        shows: 'summary',
        options: [
          { verb: 'order', label: 'order' },
          { verb: 'cart', label: 'change' },
          { verb: 'cancel', label: 'cancel' },
        ],
      })
  }
}

function greeting(facts: Facts): Screen {
  const usual: Option[] = facts.usual.length > 0 ? [{ verb: 'usual', label: 'usual' }] : []
  return screen('greeting', {
    values: { name: facts.customerName },
    options: [{ verb: 'menu', label: 'see_menu' }, ...usual, { verb: 'person', label: 'person' }],
  })
}

/** Categories that have something, the ones with goods of their own; ten rows at a time. */
function menu(place: Place, facts: Facts): Screen {
  const all = facts.categories.filter(({ products: goods }) => goods.some(canBeHad))
  const options = paged(
    all.map(({ id, name, products: goods }) => ({
      verb: `category-${id ?? 'none'}`,
      ...(name === '' ? { label: 'other_goods' } : { title: name }),
      description: goods
        .filter(canBeHad)
        .map((one) => one.name)
        .slice(0, 3)
        .join(', '),
    })),
    place.page,
  )
  return screen('menu', { options })
}

function products(place: Place, facts: Facts): Screen {
  const category = facts.categories.find(({ id }) => id === place.categoryId)
  const options = paged((category?.products ?? []).filter(canBeHad).map(productOption), place.page)
  return screen('products', { values: { category: category?.name ?? '' }, options: [...options] })
}

export const productOption = (product: OfferedProduct): Option => ({
  verb: `product-${product.id}`,
  title: product.name,
  description: product.description,
  pricesOf: product.variants.filter(({ refusal }) => refusal === null).map(({ id }) => id),
})

/** With what leads on, where there is more, and what stands below each page. From the last page it leads to the first one. */
export function paged(options: readonly Option[], page: number, ...below: Option[]): Option[] {
  if (options.length + below.length <= rows) return [...options, ...below]
  const each = rows - 1 - below.length
  const pages = Math.ceil(options.length / each)
  const at = page % pages
  return [
    ...options.slice(at * each, at * each + each),
    { verb: `page-${at + 1 < pages ? at + 1 : 0}`, label: at + 1 < pages ? 'next_page' : 'first_page' },
    ...below,
  ]
}

export function nameOf({ variantId, productId }: Pick<CartLine, 'variantId' | 'productId'>, facts: Facts): string {
  const product = facts.productById.get(productId)
  const variant = product?.variants.find(({ id }) => id === variantId)
  return product ? (variant?.name ? `${product.name} ${variant.name}` : product.name) : ''
}

const lineOption = (line: CartLine, facts: Facts): Option => ({
  verb: `remove-${line.n}`,
  title: nameOf(line, facts),
  description: modifierNames(line, facts),
})

export const modifierNames = ({ modifierIds, note }: Pick<CartLine, 'modifierIds' | 'note'>, { groupById }: Facts): string =>
  [
    ...modifierIds.flatMap((id) =>
      [...groupById.values()]
        .flatMap(({ modifiers }) => modifiers.filter((one) => one.id === id))
        .slice(0, 1)
        .map(({ name }) => name),
    ),
    ...(note ? [note] : []),
  ].join(', ')
