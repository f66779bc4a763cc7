import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TemplateDesign } from '#conversations/contract/template.ts'
import { componentsOf, designFrom, isFillable, withOurs } from './components.ts'

const whole: TemplateDesign = {
  header: { kind: 'text', text: 'Pedido {{1}}' },
  body: 'Hola {{1}}, sale a las {{2}} para tu casa.',
  footer: 'El Gallo',
  buttons: [
    { kind: 'quick-reply', text: 'Gracias' },
    { kind: 'url', text: 'Ver', url: 'https://a.example/p/{{1}}' },
    { kind: 'phone', text: 'Llamar', phone: '+18095550190' },
    { kind: 'copy-code' },
  ],
  variables: 'positional',
  examples: { 'header:1': '45', 'body:1': 'Ana', 'body:2': '21', 'button:1': '45', 'button:3': 'GALLO' },
}
const named: TemplateDesign = {
  ...whole,
  header: { kind: 'text', text: 'Pedido {{numero}}' },
  body: 'Hola {{nombre}}, ya sale tu pedido.',
  buttons: [],
  variables: 'named',
  examples: { 'header:numero': '45', 'body:nombre': 'Ana' },
}

test('what is handed to the provider reads back as it was written', () => {
  for (const design of [whole, named]) assert.deepEqual(designFrom(componentsOf(design, null), design.variables.toUpperCase()), design)
})

test('our copy of the example and what the provider does not hand out survive a comparison', () => {
  const ours: TemplateDesign = { ...whole, header: { kind: 'image', fileId: '019a0000-0000-7000-8000-000000000001' } }
  const theirs = designFrom(
    [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: whole.body },
    ],
    'POSITIONAL',
  )
  const both = withOurs(theirs, ours)
  assert.deepEqual(both.header, ours.header)
  assert.deepEqual(both.examples, { 'body:1': 'Ana', 'body:2': '21' })
})

const odd: [what: string, components: unknown, isFilled: boolean][] = [
  ['not a list', 'nonsense', false],
  ['parts that are no objects', [null, 3, 'x'], false],
  [
    'a carousel',
    [
      { type: 'BODY', text: 'Hola' },
      { type: 'CAROUSEL', cards: [] },
    ],
    false,
  ],
  [
    'a product in the header',
    [
      { type: 'HEADER', format: 'PRODUCT' },
      { type: 'BODY', text: 'Hola' },
    ],
    false,
  ],
  [
    'a form',
    [
      { type: 'BODY', text: 'Hola' },
      { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Abrir' }] },
    ],
    false,
  ],
  [
    'the catalogue',
    [
      { type: 'BODY', text: 'Hola' },
      { type: 'BUTTONS', buttons: [{ type: 'CATALOG', text: 'Ver' }] },
    ],
    true,
  ],
  [
    'a place',
    [
      { type: 'HEADER', format: 'LOCATION' },
      { type: 'BODY', text: 'Hola' },
    ],
    true,
  ],
]
for (const [what, components, isFilled] of odd)
  test(`${what} from the provider ${isFilled ? 'can' : 'cannot'} be filled in, and breaks nothing`, () =>
    assert.equal(isFillable(designFrom(components, 'POSITIONAL')), isFilled))
