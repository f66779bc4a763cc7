import { html, raw, type Markup } from '#kernel/html/html.ts'
import type { Locale, Translate } from '#kernel/i18n/translate.ts'
import type { PersonalData } from '#kernel/module.ts'
import type { Row } from '#kernel/privacy/collection.ts'
import { wordsOf } from '#crm/server/privacy/words.ts'

export type Section = { declaration: PersonalData; rows: readonly Row[] }

export type PackagePage = {
  sections: readonly Section[]
  pathById: ReadonlyMap<string, string>
  name: string
  businessName: string
  at: Date
  /** IANA zone in which moments are written. */
  zone: string
  locale: Locale
  t: Translate
}

const style = raw(`<style>
body{font:15px/1.5 system-ui,sans-serif;color:#222;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2.5rem}p,dt,th{color:#555}
table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #ddd;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:12rem 1fr;gap:.25rem 1rem}dd{margin:0;overflow-wrap:anywhere}
</style>`)

/** What every value is written with: made once, or a page of ten thousand messages takes half a minute. */
type Pen = Pick<PackagePage, 'pathById' | 't'> & { label: (column: string) => string; moment: (at: string) => string }

function penOf({ pathById, t, locale, zone }: PackagePage): Pen {
  const labels = new Map<string, string>()
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' })
  const label = (column: string): string => {
    const key = `crm.package.columns.${column}`
    const words = t(key)
    return words === key ? column.replaceAll('_', ' ') : words
  }
  return {
    pathById,
    t,
    moment: (at) => format.format(new Date(at)),
    label(column) {
      const known = labels.get(column) ?? label(column)
      labels.set(column, known)
      return known
    },
  }
}

const rowsAtOnce = 200

/** A page that reads without anything else, for whoever was handed the file, in pieces. Whatever somebody wrote is escaped. */
export function* pageOf(about: PackagePage): Generator<Uint8Array> {
  const { sections, name, businessName, at, t, locale } = about
  const pen = penOf(about)
  yield piece(
    html`<!doctype html>
      <html lang="${locale}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${t('crm.package.title', { name })}</title>
          ${style}
        </head>
        <body>
          <h1>${t('crm.package.title', { name })}</h1>
          <p>${t('crm.package.about', { business: businessName, at: pen.moment(at.toISOString()) })}</p>`,
  )
  for (const section of sections) yield* sectionOf(section, pen)
  yield piece(html`</body></html>`)
}

const piece = (markup: Markup): Uint8Array => Buffer.from(markup.toString())

function* sectionOf({ declaration, rows }: Section, pen: Pen): Generator<Uint8Array> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((column) => isShown(column, rows))
  const [first] = rows
  yield piece(html`<h2>${pen.t(wordsOf(declaration.table))}</h2><p>${pen.t(declaration.purpose)}</p>`)
  if (rows.length === 1 && first) {
    yield piece(html`<dl>${columns.map((column) => html`<dt>${pen.label(column)}</dt><dd>${valueOf(first[column], pen)}</dd>`)}</dl>`)
    return
  }
  yield piece(html`<table><thead><tr>${columns.map((column) => html`<th>${pen.label(column)}</th>`)}</tr></thead><tbody>`)
  for (let i = 0; i < rows.length; i += rowsAtOnce)
    yield piece(
      html`${rows.slice(i, i + rowsAtOnce).map((row) => html`<tr>${columns.map((column) => html`<td>${valueOf(row[column], pen)}</td>`)}</tr>`)}`,
    )
  yield piece(html`</tbody></table>`)
}

/** Ids of other rows are in `datos.json`; to read, they only stand in the way. Empty columns too. */
const isShown = (column: string, rows: readonly Row[]): boolean =>
  column !== 'id' &&
  !/_ids?$/.test(column.replace(/^(wa|user|file)_id$/, '')) &&
  rows.some(
    (row) => row[column] !== null && row[column] !== '' && JSON.stringify(row[column]) !== '{}' && JSON.stringify(row[column]) !== '[]',
  )

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function valueOf(value: unknown, pen: Pen): Markup {
  if (value === null || value === undefined) return html``
  if (typeof value === 'boolean') return html`${pen.t(value ? 'crm.field.yes' : 'crm.field.no')}`
  if (Array.isArray(value)) return html`${value.map((one, place) => html`${place > 0 ? ', ' : ''}${valueOf(one, pen)}`)}`
  if (typeof value === 'object') {
    const parts = Object.entries(value).filter(([, inner]) => inner !== null && inner !== '' && inner !== false)
    return html`${parts.map(([key, inner], place) => html`${place > 0 ? raw('<br>') : ''}${pen.label(key)}: ${valueOf(inner, pen)}`)}`
  }
  const text = String(value)
  const path = pen.pathById.get(text)
  if (path) return html`<a href="${path.split('/').map(encodeURIComponent).join('/')}">${path}</a>`
  // Customers write what only looks like a moment.
  if (instant.test(text) && !Number.isNaN(Date.parse(text))) return html`${pen.moment(text)}`
  return html`${uuid.test(text) ? '' : text}`
}
