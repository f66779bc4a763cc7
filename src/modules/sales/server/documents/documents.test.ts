import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { translator } from '#kernel/i18n/messages.ts'
import { renderPdf } from '#kernel/pdf/pdf.ts'
import type { ProposalLine } from '#sales/contract/proposal.ts'
import type { ProposalDocument, Section } from '#sales/contract/proposal-document.ts'
import { totalsOf } from '#sales/contract/proposal-totals.ts'
import { variables, type VariableValues } from '#sales/contract/proposal-variable.ts'
import { emptyText, type Block, type Inline } from '#sales/contract/rich-text.ts'
import { htmlOf } from '#sales/server/documents/html.ts'
import { itemsTableOf, writerOf } from '#sales/server/documents/items-table.ts'
import { resolve, type IncludedTemplate } from '#sales/server/documents/resolve.ts'
import { readRichText } from '#sales/server/documents/rich-text-reader.ts'
import { sheetOf } from '#sales/server/documents/sheet.ts'

const values = {
  ...Object.fromEntries(variables.map(({ name }) => [name, null])),
  clientName: 'Martina <b>Quiroga</b>',
  proposalDate: '21 de noviembre de 2026',
  discountPercentage: '10%',
} as VariableValues
const text = (words: string): Inline => ({ type: 'text', text: words })
const section = (blocks: Block[], title = ''): Section => ({ id: 's', title, startsPage: false, body: { type: 'doc', content: blocks } })
const items: Block = { type: 'itemsTable' }
const saying = (...content: Inline[]): Block => ({ type: 'paragraph', content })
const includes = (templateId: string): Block => ({ type: 'include', attrs: { templateId } })
const document = (sections: Section[], title = ''): ProposalDocument => ({
  cover: { isShown: true, title, subtitle: '', showsLogo: true },
  sections,
  terms: emptyText,
})
const known = (...templates: IncludedTemplate[]) => ({ values, templatesById: new Map(templates.map((one) => [one.id, one])) })
const letterhead = {
  brandName: 'Pollos',
  logo: null,
  picture: null,
  facts: [{ label: 'Para', value: '<script>alert(1)</script>' }],
  termsTitle: 'Condiciones',
}

function tableOf(count: number) {
  const lines = Array.from({ length: count }, (_, i): ProposalLine => ({
    id: String(i),
    kind: i % 20 === 0 && count > 20 ? 'heading' : 'item',
    description: `<img src=x onerror=alert(${i})> #panic("x") $1/0$`,
    quantityMilli: 1_500,
    unit: '<u>',
    unitPriceMinor: 10_000,
    discount: { kind: 'percent', basisPoints: 500 },
    taxBasisPoints: i % 2 ? 2100 : 1050,
    productId: null,
    variantId: null,
    listPriceMinor: null,
  }))
  const offered = { lines, discount: null, includesTax: false }
  return itemsTableOf(translator('es'), writerOf('es', 'ARS'), { ...offered, totals: totalsOf(offered) })
}

test('variables are put in their place wherever they are written, with a fallback where there is nothing', () => {
  const written = document(
    [section([saying(text('Hola {{clientName}}, {{contact.phone|sin teléfono}}: {{ discountPercentage }}')), items])],
    'Para {{clientName|vos}}',
  )
  const { document: resolved, issues } = resolve(written, known())
  assert.deepEqual(issues, [])
  assert.equal(resolved.cover.title, 'Para Martina <b>Quiroga</b>')
  const html = htmlOf(resolved, letterhead, tableOf(1))
  assert.match(html, /Hola Martina &lt;b&gt;Quiroga&lt;\/b&gt;, sin teléfono: 10%/)
})

test('what is unknown or missing is named, once, and stays a gap', () => {
  const chip: Inline = { type: 'variable', attrs: { name: 'contact.email', fallback: null } }
  const { issues, document: resolved } = resolve(document([section([saying(text('{{foo}} {{foo}}'), chip), items])]), known())
  assert.deepEqual(issues, [
    { kind: 'unknown_variable', name: 'foo' },
    { kind: 'missing_variable', name: 'contact.email' },
  ])
  assert.match(htmlOf(resolved, letterhead, tableOf(1)), /<mark class="gap">\{\{foo\}\}<\/mark>/)
})

test('a template that comes back to itself is told by its way, and one that is gone by being gone', () => {
  const [a, b] = ['a', 'b'].map((id, i, ids): IncludedTemplate => ({
    id,
    name: id.toUpperCase(),
    sections: [section([includes(ids[1 - i] ?? '')])],
  }))
  assert.ok(a && b)
  const circle = resolve(document([section([includes('b'), items])]), { ...known(a, b), self: { id: 'a', name: 'A' } })
  assert.deepEqual(circle.issues, [{ kind: 'template_loop', name: 'A → B → A' }])
  assert.deepEqual(resolve(document([section([includes('c'), items])]), known()).issues, [{ kind: 'missing_template', name: '' }])
})

test('the sections of another template stand where it is named, with its variables', () => {
  const other: IncludedTemplate = {
    id: 'o',
    name: 'Otra',
    sections: [section([saying(text('Fecha: {{proposalDate}}')), items], 'Quiénes somos')],
  }
  const { document: resolved, issues } = resolve(document([section([includes('o')])]), known(other))
  assert.deepEqual(issues, [])
  assert.match(htmlOf(resolved, letterhead, tableOf(1)), /<h3>Quiénes somos<\/h3><p>Fecha: 21 de noviembre de 2026<\/p>/)
})

test('templates that multiply each other end in words and not in a full memory', () => {
  const many = (to: string): Section[] => [section(Array.from({ length: 60 }, () => includes(to)))]
  const chain = ['b', 'c', 'd', 'e'].map((id, i, all): IncludedTemplate => ({ id, name: id, sections: many(all[i + 1] ?? 'z') }))
  assert.throws(() => resolve(document(many('b')), known(...chain)), { code: 'sales.document_too_large' })
})

test('a document without a place for its items is not ready', () => {
  assert.deepEqual(resolve(document([section([saying(text('Hola'))])]), known()).issues, [{ kind: 'items_missing', name: '' }])
})

for (const [what, node] of [
  ['a picture', { type: 'image', attrs: { src: 'x' } }],
  ['markup', { type: 'html', text: '<script>' }],
  ['a heading of the ninth level', { type: 'heading', attrs: { level: 9 } }],
  ['a list of something else', { type: 'bulletList', content: [{ type: 'paragraph' }] }],
  ['a mark nobody knows', { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'style' }] }] }],
  ['a gap of its own', { type: 'paragraph', content: [{ type: 'gap', attrs: { name: 'x' } }] }],
] as const)
  test(`${what} is refused by name`, () => {
    assert.throws(() => readRichText({ type: 'doc', content: [node] }), { code: 'sales.text_refused' })
  })

test('whatever people write in any field is text on the page and on paper', async () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)> #panic("x") {{'
  const link: Inline = { type: 'text', text: evil, marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }, { type: 'bold' }] }
  const written: ProposalDocument = {
    cover: { isShown: true, title: evil, subtitle: evil, showsLogo: true },
    sections: [{ ...section([saying(link), { type: 'heading', attrs: { level: 1 }, content: [text(evil)] }, items]), title: evil }],
    terms: {
      type: 'doc',
      content: [{ type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [text(evil)] }] }] }],
    },
  }
  const { document: resolved } = resolve(written, known())
  const html = htmlOf(resolved, { ...letterhead, brandName: evil }, tableOf(3))
  assert.doesNotMatch(html, /<script|<img(?! class="logo")|href="javascript|<u>/i)
  const sheet = sheetOf(resolved, { ...letterhead, brandName: evil }, tableOf(3), {
    title: evil,
    logo: '',
    picture: '',
    color: '#c2410c',
    pageOf: '{page} / {pages}',
  })
  const source = readFileSync(new URL('proposal.typ', import.meta.url), 'utf8')
  const pdf = await renderPdf(source, sheet)
  assert.equal(Buffer.from(pdf.subarray(0, 5)).toString('latin1'), '%PDF-')
})

test('three hundred items are typeset over as many pages as they need', async () => {
  const sheet = sheetOf(document([section([items])]), letterhead, tableOf(300), {
    title: 'P-1',
    logo: '',
    picture: '',
    color: '#c2410c',
    pageOf: '{page} / {pages}',
  })
  const pdf = await renderPdf(readFileSync(new URL('proposal.typ', import.meta.url), 'utf8'), sheet)
  assert.ok(
    (
      Buffer.from(pdf)
        .toString('latin1')
        .match(/\/Type\s*\/Page\b/g) ?? []
    ).length > 6,
  )
})
