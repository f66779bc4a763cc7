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

/** A page that reads without anything else, for whoever was handed the file. Whatever somebody wrote is escaped. */
export function pageOf(about: PackagePage): string {
  const { sections, name, businessName, at, t, locale } = about
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${t('crm.package.title', { name })}</title>
        ${style}
      </head>
      <body>
        <h1>${t('crm.package.title', { name })}</h1>
        <p>${t('crm.package.about', { business: businessName, at: moment(at.toISOString(), about) })}</p>
        ${sections.map((section) => sectionOf(section, about))}
      </body>
    </html>`.toString()
}

function sectionOf({ declaration, rows }: Section, about: PackagePage): Markup {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row).filter((column) => isShown(column, rows))))]
  const [first] = rows
  const body =
    rows.length === 1 && first
      ? html`<dl>
          ${columns.map(
            (column) =>
              html`<dt>${labelOf(column, about)}</dt>
                <dd>${valueOf(first[column], about)}</dd>`,
          )}
        </dl>`
      : html`<table>
          <thead>
            <tr>
              ${columns.map((column) => html`<th>${labelOf(column, about)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr>
                  ${columns.map((column) => html`<td>${valueOf(row[column], about)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>`
  return html`<h2>${about.t(wordsOf(declaration.table))}</h2>
    <p>${about.t(declaration.purpose)}</p>
    ${body}`
}

/** Ids of other rows are in `datos.json`; to read, they only stand in the way. Empty columns too. */
const isShown = (column: string, rows: readonly Row[]): boolean =>
  column !== 'id' &&
  !/_ids?$/.test(column.replace(/^(wa|user|file)_id$/, '')) &&
  rows.some(
    (row) => row[column] !== null && row[column] !== '' && JSON.stringify(row[column]) !== '{}' && JSON.stringify(row[column]) !== '[]',
  )

function labelOf(column: string, { t }: PackagePage): string {
  const key = `crm.package.columns.${column}`
  const label = t(key)
  return label === key ? column.replaceAll('_', ' ') : label
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function valueOf(value: unknown, about: PackagePage): Markup {
  if (value === null || value === undefined) return html``
  if (typeof value === 'boolean') return html`${about.t(value ? 'crm.field.yes' : 'crm.field.no')}`
  if (Array.isArray(value)) return html`${value.map((one, place) => html`${place > 0 ? ', ' : ''}${valueOf(one, about)}`)}`
  if (typeof value === 'object') {
    const parts = Object.entries(value).filter(([, inner]) => inner !== null && inner !== '' && inner !== false)
    return html`${parts.map(([key, inner], place) => html`${place > 0 ? raw('<br>') : ''}${labelOf(key, about)}: ${valueOf(inner, about)}`)}`
  }
  const text = String(value)
  const path = about.pathById.get(text)
  if (path) return html`<a href="${path.split('/').map(encodeURIComponent).join('/')}">${path}</a>`
  if (instant.test(text)) return html`${moment(text, about)}`
  return html`${uuid.test(text) ? '' : text}`
}

const moment = (at: string, { zone, locale }: PackagePage): string =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
