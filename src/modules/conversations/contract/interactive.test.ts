import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsOf } from '#conversations/contract/interactive-limits.ts'
import { SendableInteractive, type Interactive } from '#conversations/contract/interactive.ts'

const frame = { header: null, body: '¿Qué preferís?', footer: null }
const buttons = (...titles: string[]): Interactive => ({
  type: 'buttons',
  ...frame,
  buttons: titles.map((title, i) => ({ id: `b${i}`, title })),
})
const rows = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `r${i}`, title: `Opción ${i}`, description: null }))
const list = (...counts: number[]): Interactive => ({
  type: 'list',
  ...frame,
  button: 'Ver opciones',
  sections: counts.map((count, i) => ({ title: `Sección ${i}`, rows: rows(count).map((row) => ({ ...row, title: `${i}-${row.title}` })) })),
})
const link = (url: string): Interactive => ({ type: 'link', ...frame, text: 'Ver el menú', url })
const flow = (change: object): Interactive =>
  ({ type: 'flow', ...frame, text: 'Reservar', flowId: '123', screen: 'INICIO', isDraft: false, ...change }) as Interactive

const table: { name: string; interactive: Interactive; faults: string[] }[] = [
  { name: 'three buttons', interactive: buttons('Sí', 'No', 'Después'), faults: [] },
  { name: 'no button', interactive: buttons(), faults: ['buttons required'] },
  { name: 'four buttons', interactive: buttons('a', 'b', 'c', 'd'), faults: ['buttons too_many'] },
  { name: 'a button of twenty characters', interactive: buttons('x'.repeat(20)), faults: [] },
  { name: 'a button of twenty-one', interactive: buttons('x'.repeat(21)), faults: ['buttons.0.title too_long'] },
  { name: 'the same button twice', interactive: buttons('Sí', 'Sí '), faults: ['buttons.1.title repeated'] },
  { name: 'a button that says nothing', interactive: buttons('Sí', '  '), faults: ['buttons.1.title required'] },
  { name: 'no text', interactive: { ...buttons('Sí'), body: ' ' } as Interactive, faults: ['body required'] },
  { name: 'a text of 1024', interactive: { ...buttons('Sí'), body: 'x'.repeat(1024) } as Interactive, faults: [] },
  { name: 'a text of 1025', interactive: { ...buttons('Sí'), body: 'x'.repeat(1025) } as Interactive, faults: ['body too_long'] },
  {
    name: 'header and footer of 61',
    interactive: { ...buttons('Sí'), header: 'x'.repeat(61), footer: 'x'.repeat(61) } as Interactive,
    faults: ['footer too_long', 'header too_long'],
  },
  { name: 'ten rows in two sections', interactive: list(4, 6), faults: [] },
  { name: 'eleven rows in two sections', interactive: list(5, 6), faults: ['sections too_many'] },
  { name: 'a list without rows', interactive: list(0), faults: ['sections required'] },
  {
    name: 'one section needs no title',
    interactive: { ...list(2), sections: [{ title: null, rows: rows(2) }] } as Interactive,
    faults: [],
  },
  {
    name: 'two sections do',
    interactive: {
      ...list(2),
      sections: [
        { title: null, rows: rows(1) },
        { title: 'B', rows: [{ id: 'z', title: 'Z', description: null }] },
      ],
    } as Interactive,
    faults: ['sections.0.title required'],
  },
  {
    name: 'a row of 25 and its description of 73',
    interactive: {
      ...list(1),
      sections: [{ title: null, rows: [{ id: 'r', title: 'x'.repeat(25), description: 'x'.repeat(73) }] }],
    } as Interactive,
    faults: ['sections.0.rows.0.title too_long', 'sections.0.rows.0.description too_long'],
  },
  { name: 'a link', interactive: link('https://elgallo.example/menu'), faults: [] },
  { name: 'a link that is none', interactive: link('elgallo'), faults: ['url not_an_address'] },
  { name: 'a link that would run', interactive: link('javascript:alert(1)'), faults: ['url not_an_address'] },
  {
    name: 'a product needs no text',
    interactive: { type: 'product', body: null, footer: null, catalogId: '1', product: { sku: 'balde-8', name: null } },
    faults: [],
  },
  {
    name: 'a product without a code',
    interactive: { type: 'product', body: null, footer: null, catalogId: '', product: { sku: '', name: null } },
    faults: ['catalogId required', 'product required'],
  },
  {
    name: 'thirty-one products',
    interactive: {
      type: 'product-list',
      ...frame,
      header: 'Menú',
      catalogId: '1',
      sections: [{ title: 'Todo', products: Array.from({ length: 31 }, (_, i) => ({ sku: `${i}`, name: null })) }],
    },
    faults: ['sections too_many'],
  },
  {
    name: 'a product list without a header',
    interactive: { type: 'product-list', ...frame, catalogId: '1', sections: [{ title: 'Todo', products: [{ sku: '1', name: null }] }] },
    faults: ['header required'],
  },
  { name: 'the catalogue', interactive: { type: 'catalog', body: 'Mirá el menú', footer: null, cover: null }, faults: [] },
  { name: 'a request for the place', interactive: { type: 'location-request', body: '¿A dónde te lo llevamos?' }, faults: [] },
  { name: 'a form', interactive: flow({}), faults: [] },
  {
    name: 'a form without its id and screen',
    interactive: flow({ flowId: '', screen: '' }),
    faults: ['flowId required', 'screen required'],
  },
]

for (const { name, interactive, faults } of table)
  test(`${name}: ${faults.length === 0 ? 'can be sent' : `is refused at ${faults.join(', ')}`}`, () => {
    assert.deepEqual(
      faultsOf(interactive).map(({ where, rule }) => `${where} ${rule}`),
      faults,
    )
    assert.equal(SendableInteractive.safeParse(interactive).success, faults.length === 0)
  })

test('a refusal names the field', () => {
  const refused = SendableInteractive.safeParse(buttons('x'.repeat(21)))
  assert.deepEqual(
    refused.error?.issues.map(({ path, message }) => [path, message]),
    [[['buttons', 0, 'title'], 'too_long (20)']],
  )
})
