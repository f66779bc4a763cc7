import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CreateProduct, type SaleHours } from '#commerce/contract/product.ts'
import { inOrder, refusalOfPlace, withBelow } from '#commerce/server/catalogue/category-tree.ts'
import { nextMorning } from '#commerce/server/catalogue/next-morning.ts'
import { barcodesOf, checkComponents, checkShape, type PossibleComponent } from '#commerce/server/catalogue/product-rules.ts'
import { nameKeyOf, readSearch, searchTextOf } from '#commerce/server/catalogue/product-words.ts'
import { isOnSale } from '#commerce/server/catalogue/sale-hours.ts'

const zone = 'America/Argentina/Buenos_Aires'
const noon: SaleHours[] = [{ day: 2, from: '11:30', to: '15:00' }]
const night: SaleHours[] = [{ day: 5, from: '20:00', to: '02:00' }]
const moments: [string, SaleHours[] | null, string, boolean][] = [
  ['always', null, '2026-11-24T03:00:00Z', true],
  ['Tuesday at half past eleven', noon, '2026-11-24T14:30:00Z', true],
  ['Tuesday a minute before', noon, '2026-11-24T14:29:00Z', false],
  ['Tuesday at three', noon, '2026-11-24T18:00:00Z', false],
  ['Wednesday at noon', noon, '2026-11-25T15:00:00Z', false],
  ['Friday at ten in the night', night, '2026-11-28T01:00:00Z', true],
  ['Saturday at one in the morning, of Friday’s hours', night, '2026-11-28T04:00:00Z', true],
  ['Saturday at two in the morning', night, '2026-11-28T05:00:00Z', false],
]
for (const [name, hours, at, is] of moments) test(`what is sold by the hour: ${name}`, () => assert.equal(isOnSale(hours, zone, at), is))

test('what is sold out until the morning is there again at six where the shop is', () => {
  assert.equal(nextMorning(zone, new Date('2026-11-21T02:00:00Z')), '2026-11-21T09:00:00.000Z')
  assert.equal(nextMorning(zone, new Date('2026-11-21T08:59:00Z')), '2026-11-21T09:00:00.000Z')
  assert.equal(nextMorning(zone, new Date('2026-11-21T09:00:00Z')), '2026-11-22T09:00:00.000Z')
  assert.equal(nextMorning('America/Santiago', new Date('2026-09-06T01:00:00Z')), '2026-09-06T09:00:00.000Z')
})

const tree = [
  { id: 'food', parentId: null },
  { id: 'drinks', parentId: null },
  { id: 'chicken', parentId: 'food' },
  { id: 'beer', parentId: 'drinks' },
  { id: 'wings', parentId: 'chicken' },
]
test('a tree is told from the top, and a category never comes below itself or too deep', () => {
  assert.deepEqual(
    inOrder(tree).map(({ id }) => id),
    ['food', 'chicken', 'wings', 'drinks', 'beer'],
  )
  assert.deepEqual([...withBelow(tree, 'food')].toSorted(), ['chicken', 'food', 'wings'])
  assert.equal(refusalOfPlace(tree, 'food', 'wings'), 'loop')
  assert.equal(refusalOfPlace(tree, 'food', 'food'), 'loop')
  assert.equal(refusalOfPlace(tree, 'food', 'beer'), null)
  assert.equal(refusalOfPlace([...tree, { id: 'dark', parentId: 'beer' }], 'food', 'dark'), 'too-deep')
})

const product = (given: Record<string, unknown>) =>
  CreateProduct.parse({ name: 'Remera', taxKind: 'taxed', taxBasisPoints: 2100, ...given })
const wrong: [string, Record<string, unknown>, string][] = [
  ['two variants and nothing that tells them apart', { variants: [{}, {}] }, 'commerce.variant_twice'],
  ['a variant without its value', { options: ['Talle'], variants: [{}] }, 'commerce.options_mismatch'],
  ['values without an option', { variants: [{ optionValues: ['L'] }] }, 'commerce.options_mismatch'],
  ['the same option twice', { options: ['Talle', 'talle'], variants: [{ optionValues: ['L', 'M'] }] }, 'commerce.option_twice'],
  ['the same values twice', { options: ['Talle'], variants: [{ optionValues: ['l'] }, { optionValues: ['L'] }] }, 'commerce.variant_twice'],
  [
    'one code for two variants',
    {
      options: ['T'],
      variants: [
        { optionValues: ['L'], sku: 'A' },
        { optionValues: ['M'], sku: 'A' },
      ],
    },
    'commerce.sku_taken',
  ],
  ['a rate of what is exempt', { taxKind: 'exempt' }, 'commerce.tax_free'],
  ['a combo of nothing', { kind: 'combo' }, 'commerce.combo_empty'],
  [
    'parts of what is no combo',
    { variants: [{ components: [{ variantId: crypto.randomUUID(), quantityMilli: 1000 }] }] },
    'commerce.combo_only',
  ],
  ['a cost of no currency', { variants: [{ costMinor: 100 }] }, 'commerce.cost_without_currency'],
]
for (const [name, given, code] of wrong) {
  test(`a product is refused with ${name}`, () => {
    const input = product(given)
    assert.throws(() => checkShape(input.kind, input), { code })
  })
}

test('codes are read once for all variants, and a digit that is wrong is told', () => {
  const options = { options: ['T'] }
  const two = (first: string, second: string) =>
    product({
      ...options,
      variants: [
        { optionValues: ['L'], barcodes: [first] },
        { optionValues: ['M'], barcodes: [second] },
      ],
    })
  assert.deepEqual(barcodesOf(two('4006381333931', '96385074'), []), [
    [{ code: '4006381333931', kind: 'ean13' }],
    [{ code: '96385074', kind: 'ean8' }],
  ])
  assert.throws(() => barcodesOf(two('4006381333931', '4006381333931'), []), { code: 'commerce.barcode_taken' })
  assert.throws(() => barcodesOf(two('4006381333932', '96385074'), []), {
    code: 'commerce.barcode_check_digit',
    details: { code: '4006381333932' },
  })
})

test('a combo is made of what is there, is no combo, comes once, and is whole where it is sold whole', () => {
  const part = (variantId: string, more: Partial<PossibleComponent> = {}): PossibleComponent => ({
    variantId,
    name: variantId,
    kind: 'good',
    unit: 'piece',
    ...more,
  })
  const of = (...components: [string, number][]) => [
    { components: components.map(([variantId, quantityMilli]) => ({ variantId, quantityMilli })) },
  ]
  const possible = [part('coke'), part('chips', { unit: 'kg' }), part('menu', { kind: 'combo' })]
  assert.doesNotThrow(() => checkComponents(of(['coke', 2000], ['chips', 350]), possible))
  assert.throws(() => checkComponents(of(['gone', 1000]), possible), { code: 'commerce.variant_unknown' })
  assert.throws(() => checkComponents(of(['menu', 1000]), possible), { code: 'commerce.combo_in_combo' })
  assert.throws(() => checkComponents(of(['coke', 1000], ['coke', 1000]), possible), { code: 'commerce.component_twice' })
  assert.throws(() => checkComponents(of(['coke', 1500]), possible), { code: 'commerce.quantity_not_whole' })
})

test('a search knows words without accents and marks, and short ones only where a word begins', () => {
  const text = searchTextOf({
    name: 'Coca-Cola Zéro',
    labels: ['sin azúcar'],
    variants: [{ name: '1,5 L', sku: 'CC-15', barcodes: ['7790895000997'] }],
  })
  assert.equal(nameKeyOf('  Ñoquis  (caseros)'), 'noquis caseros')
  const finds = (query: string): boolean => readSearch(query)?.patterns.every((pattern) => text.includes(pattern.slice(1, -1))) ?? false
  for (const query of ['coca', 'COLA', 'coca cola', 'oca', 'azucar', 'cc15', 'cc-15', '7790895', '5 l', 'ze'])
    assert.ok(finds(query), query)
  for (const query of ['ola l1', 'oc', 'pepsi', '%']) assert.ok(!finds(query), query)
  assert.equal(readSearch(' - '), null)
})
