import assert from 'node:assert/strict'
import { test } from 'node:test'
import { issuesOf } from './template-rules.ts'
import type { TemplateButton, TemplateDesign } from './template.ts'

const sound: TemplateDesign = {
  header: null,
  body: 'Hola {{1}}, tu pedido ya está listo para retirar.',
  footer: null,
  buttons: [],
  variables: 'positional',
  examples: { 'body:1': 'Ana' },
}
const named = { variables: 'named' as const }
const reply = (text: string): TemplateButton => ({ kind: 'quick-reply', text })
const link = (url: string, text = 'Ver'): TemplateButton => ({ kind: 'url', text, url })
const phone = (number: string, text = 'Llamar'): TemplateButton => ({ kind: 'phone', text, phone: number })
const some = (count: number, make: (index: number) => TemplateButton) => Array.from({ length: count }, (_, index) => make(index))

type Case = [what: string, change: Partial<TemplateDesign>, found: [path: string, rule: string][]]
const cases: Case[] = [
  ['a sound one', {}, []],
  ['no text', { body: '  ', examples: {} }, [['design.body', 'required']]],
  ['1,024 characters', { body: 'a'.repeat(1024), examples: {} }, []],
  ['1,025 characters', { body: 'a'.repeat(1025), examples: {} }, [['design.body', 'too-long']]],
  ['an emoji is one character', { body: '😀'.repeat(1024), examples: {} }, []],
  ['a variable at the start', { body: '{{1}}, tu pedido está listo.' }, [['design.body', 'variable-at-edge']]],
  ['a variable at the end', { body: 'Tu pedido está listo, {{1}}' }, [['design.body', 'variable-at-edge']]],
  ['a full stop after the last variable', { body: 'Tu pedido está listo, {{1}}.' }, []],
  [
    'two variables side by side',
    { body: 'Hola {{1}} {{2}}, tu pedido ya está listo para retirar.', examples: { 'body:1': 'Ana', 'body:2': 'Ruiz' } },
    [['design.body', 'variables-adjacent']],
  ],
  ['too few words for a variable', { body: 'Hola {{1}} chau' }, [['design.body', 'too-many-variables']]],
  ['just enough words for one', { body: 'Hola querida {{1}} chau' }, []],
  ['a number left out', { body: 'Hola {{2}}, tu pedido está listo.', examples: { 'body:2': 'Ana' } }, [['design.body', 'numbering']]],
  [
    'a name among numbers',
    { body: 'Hola {{nombre}}, tu pedido está listo.', examples: { 'body:nombre': 'Ana' } },
    [['design.body', 'numbering']],
  ],
  ['names', { ...named, body: 'Hola {{nombre}}, tu pedido está listo.', examples: { 'body:nombre': 'Ana' } }, []],
  [
    'a name with a capital',
    { ...named, body: 'Hola {{Nombre}}, tu pedido está listo.', examples: { 'body:Nombre': 'Ana' } },
    [['design.body', 'variable-name']],
  ],
  ['a brace too many', { body: 'Hola {{1}}, tu pedido }} está listo.' }, [['design.body', 'braces']]],
  ['an example missing', { examples: {} }, [['design.examples.body:1', 'example-missing']]],
  ['a header of 60', { header: { kind: 'text', text: 'a'.repeat(60) } }, []],
  ['a header of 61', { header: { kind: 'text', text: 'a'.repeat(61) } }, [['design.header.text', 'too-long']]],
  [
    'two variables in the header',
    { header: { kind: 'text', text: 'Hola {{1}} y {{2}}' }, examples: { 'body:1': 'a', 'header:1': 'a', 'header:2': 'b' } },
    [['design.header.text', 'header-one-variable']],
  ],
  ['a picture without an example', { header: { kind: 'image', fileId: null } }, [['design.header.fileId', 'header-file-missing']]],
  ['a place', { header: { kind: 'location' } }, []],
  ['a footer of 61', { footer: 'a'.repeat(61) }, [['design.footer', 'too-long']]],
  ['a variable in the footer', { footer: 'Hola {{1}}' }, [['design.footer', 'no-variables']]],
  ['ten buttons', { buttons: some(10, (index) => reply(`r${index}`)) }, []],
  ['eleven buttons', { buttons: some(11, (index) => reply(`r${index}`)) }, [['design.buttons', 'too-many-buttons']]],
  ['three links', { buttons: some(3, (index) => link('https://a.example/', `l${index}`)) }, [['design.buttons', 'too-many-urls']]],
  [
    'two numbers',
    { buttons: [phone('+54 9 351 555 0142', 'uno'), phone('+54 9 351 555 0143', 'dos')] },
    [['design.buttons', 'too-many-phones']],
  ],
  [
    'two codes',
    { buttons: some(2, () => ({ kind: 'copy-code' })), examples: { 'body:1': 'a', 'button:0': 'A1', 'button:1': 'B2' } },
    [['design.buttons', 'too-many-codes']],
  ],
  ['quick replies apart', { buttons: [reply('a'), link('https://a.example/'), reply('b')] }, [['design.buttons', 'quick-replies-apart']]],
  ['quick replies at the end', { buttons: [link('https://a.example/'), reply('a'), reply('b')] }, []],
  ['a button of 26', { buttons: [reply('a'.repeat(26))] }, [['design.buttons.0.text', 'too-long']]],
  ['a button without words', { buttons: [reply('')] }, [['design.buttons.0.text', 'required']]],
  ['the same words twice', { buttons: [reply('Sí'), reply('sí ')] }, [['design.buttons.1.text', 'same-text']]],
  ['an address without https', { buttons: [link('elgallo.example')] }, [['design.buttons.0.url', 'url-form']]],
  [
    'a variable in the middle of an address',
    { buttons: [link('https://a.example/{{1}}/x')], examples: { 'body:1': 'a', 'button:0': 'b' } },
    [['design.buttons.0.url', 'url-variable']],
  ],
  ['a variable at the end of an address', { buttons: [link('https://a.example/{{1}}')], examples: { 'body:1': 'a', 'button:0': 'b' } }, []],
  ['a telephone in letters', { buttons: [phone('llamame')] }, [['design.buttons.0.phone', 'phone-form']]],
  [
    'a code of 16',
    { buttons: [{ kind: 'copy-code' }], examples: { 'body:1': 'a', 'button:0': 'A'.repeat(16) } },
    [['design.examples.button:0', 'code-form']],
  ],
  ['what only the provider can edit', { buttons: [{ kind: 'other', type: 'FLOW', text: 'x' }] }, [['design.buttons.0', 'not-editable']]],
]
for (const [what, change, found] of cases)
  test(`${what}: ${found.map(([, rule]) => rule).join(', ') || 'nothing to say'}`, () => {
    const issues = issuesOf({ name: 'pedido', language: 'es_AR', design: { ...sound, ...change } })
    assert.deepEqual(
      issues.map(({ path, rule }) => [path, rule]),
      found,
    )
  })

for (const [name, isSound] of [
  ['pedido_1', true],
  ['Pedido', false],
  ['pedido listo', false],
  ['', false],
  ['a'.repeat(512), true],
  ['a'.repeat(513), false],
] as const)
  test(`the name "${name.slice(0, 20)}" of ${name.length} is ${isSound ? 'taken' : 'refused'}`, () =>
    assert.equal(issuesOf({ name, language: 'es', design: sound }).length === 0, isSound))
