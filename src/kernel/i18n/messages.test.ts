import assert from 'node:assert/strict'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { localeOf, readMessages, translator, translatorsOf, type Failure } from './messages.ts'
import { locales, type Locale } from './translate.ts'

function sourceWith(t: TestContext, files: Record<string, string>): string {
  const source = mkdtempSync(join(tmpdir(), 'yapa-words-'))
  t.after(() => rmSync(source, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(source, path)), { recursive: true })
    writeFileSync(join(source, path), text)
  }
  return source
}

test('the words of kernel, web and modules hang under the name of their part', (t) => {
  const source = sourceWith(t, {
    'kernel/i18n/locales/es.json': '{"a":"núcleo"}',
    'web/i18n/locales/es.json': '{"b":"pantalla"}',
    'modules/crm/web/locales/es.json': '{"problems":{"gone":"Ya no está {name}."}}',
  })
  const say = translatorsOf(readMessages(source))('es')
  assert.equal(say('kernel.a'), 'núcleo')
  assert.equal(say('web.b'), 'pantalla')
  assert.equal(say('crm.problems.gone', { name: 'Ana' }), 'Ya no está Ana.')
})

test('a locale file that is no JSON is named', (t) => {
  const source = sourceWith(t, { 'modules/crm/web/locales/pt.json': '{"a":' })
  assert.throws(() => readMessages(source), /modules\/crm\/web\/locales\/pt\.json: /)
})

const words = {
  es: { crm: { hits: '{count, plural, =0 {Nadie} one {# persona} other {# personas}}', amount: '{n, number}', who: 'Hola {name}' } },
  en: { crm: { hits: '{count, plural, =0 {Nobody} one {# person} other {# people}}', amount: '{n, number}' } },
  pt: { crm: {} },
}

test('numbers and plurals follow the language', () => {
  const in_ = translatorsOf(words)
  assert.equal(in_('es')('crm.hits', { count: 1 }), '1 persona')
  assert.equal(in_('es')('crm.hits', { count: 0 }), 'Nadie')
  assert.equal(in_('en')('crm.hits', { count: 2 }), '2 people')
  assert.equal(in_('es')('crm.amount', { n: 1_234_567.5 }), '1.234.567,5')
  assert.equal(in_('en')('crm.amount', { n: 1_234_567.5 }), '1,234,567.5')
})

test('what a language does not say is said in Spanish, what nobody says by its key, and both are told once', () => {
  const failures: Failure[] = []
  const in_ = translatorsOf(words, (failure) => failures.push(failure))
  assert.equal(in_('pt')('crm.who', { name: 'Ana' }), 'Hola Ana')
  assert.equal(in_('pt')('crm.who', { name: 'Bia' }), 'Hola Bia')
  assert.equal(in_('en')('crm.nothing.here'), 'crm.nothing.here')
  assert.deepEqual(failures, [
    { locale: 'pt', key: 'crm.who', reason: 'no words' },
    { locale: 'en', key: 'crm.nothing.here', reason: 'no words' },
  ])
})

test('a sentence that misses a value does not make the answer fail', () => {
  const failures: Failure[] = []
  const say = translatorsOf(words, (failure) => failures.push(failure))('es')
  assert.equal(typeof say('crm.who'), 'string')
  assert.equal(say('crm.who', { name: { first: 'Ana' } }), 'crm.who')
  assert.ok(failures.length > 0)
})

test('a value with braces or tags is said as it is', () => {
  assert.equal(translatorsOf(words)('es')('crm.who', { name: '<b>{name}</b>' }), 'Hola <b>{name}</b>')
})

const headers: [string | undefined, Locale][] = [
  [undefined, 'es'],
  ['', 'es'],
  ['es-AR,es;q=0.9,en;q=0.8', 'es'],
  ['en-US,en;q=0.9', 'en'],
  ['pt-BR', 'pt'],
  ['fr-FR,fr;q=0.9,pt;q=0.4,en;q=0.6', 'en'],
  ['de, it', 'es'],
  ['en;q=0, pt;q=0.1', 'pt'],
  ['PT-br ; q=0.7 , EN ; q=0.2', 'pt'],
  ['*', 'es'],
  [';;;,,,q=', 'es'],
  [`${'x,'.repeat(100_000)}en`, 'es'],
]
for (const [header, locale] of headers)
  test(`"${header?.slice(0, 40)}" is answered in ${locale}`, () => assert.equal(localeOf(header), locale))

const keysOf = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path ? `${path}.${key}` : key))
    : [path]

test("the kernel's words exist in every language", () => {
  const messages = readMessages()
  const expected = keysOf(messages.es.kernel).toSorted()
  for (const locale of locales) assert.deepEqual(keysOf(messages[locale].kernel).toSorted(), expected, locale)
})

test('every problem of the kernel has its sentence', () => {
  const kernel = join(import.meta.dirname, '..')
  const codes = new Set(['kernel.internal'])
  for (const file of globSync('**/*.ts', { cwd: kernel, exclude: ['**/*.test.ts'] })) {
    const text = readFileSync(join(kernel, file), 'utf8')
    for (const [, code = ''] of text.matchAll(/(?:problem(?:<[^(]*>)?|new Problem)\s*\(?\s*'(kernel\.[a-z_]+)'/g)) codes.add(code)
  }
  assert.ok(codes.size >= 15, [...codes].join(' '))
  const details = { permission: 'x', by: 'role', filter: 'x', sort: 'x', limit: 1, retryAfterSeconds: 3, megapixels: 61 }
  for (const code of codes) {
    for (const locale of locales) {
      const key = code.replace('kernel.', 'kernel.problems.')
      const said = translator(locale)(key, details)
      assert.ok(said !== key && !said.startsWith('kernel.') && said.length > 10, `${locale} ${key}: ${said}`)
    }
  }
})

test('every right that the kernel declares has its words', () => {
  const kernel = join(import.meta.dirname, '..')
  const rights = globSync('**/contract.ts', { cwd: kernel }).flatMap((file) =>
    [...readFileSync(join(kernel, file), 'utf8').matchAll(/permission\('kernel\.([a-z-]+)'/g)].map((match) => match[1] ?? ''),
  )
  assert.ok(rights.length >= 3, rights.join(' '))
  for (const right of rights)
    for (const locale of locales) assert.ok(!translator(locale)(`kernel.permissions.${right}`).startsWith('kernel.'), `${locale} ${right}`)
})
