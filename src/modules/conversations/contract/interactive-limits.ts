import type { Interactive } from '#conversations/contract/interactive.ts'

/** What the provider takes of messages with buttons. Characters unless the name is a count; data, because it changes. */
export const interactiveLimits = {
  body: 1024,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  listButton: 20,
  sections: 10,
  sectionTitle: 24,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  linkText: 20,
  url: 2000,
  products: 30,
  flowText: 20,
} as const

/** `where` is the field, as in `sections.0.rows.2.title`. `max` is in characters, or a count for `too_many`. */
export type Fault = { where: string; rule: 'required' | 'too_long' | 'too_many' | 'repeated' | 'not_an_address'; max: number }

/** Everything that the provider would refuse, so that the form can show all of it at once. Empty: it can be sent. */
export function faultsOf(interactive: Interactive): Fault[] {
  const faults: Fault[] = []
  const add = (where: string, rule: Fault['rule'], max = 0) => void faults.push({ where, rule, max })
  const text = (where: string, value: string | null, max: number, isRequired = true) => {
    if (isRequired && (value ?? '').trim() === '') add(where, 'required', max)
    // UTF-16 units: at least as strict as the provider, whichever way it counts emoji.
    else if ((value?.length ?? 0) > max) add(where, 'too_long', max)
  }
  const unique = (values: readonly string[], where: (i: number) => string) =>
    values.forEach((value, i) => value !== '' && values.indexOf(value) < i && add(where(i), 'repeated'))

  const limits = interactiveLimits
  text('body', interactive.body, limits.body, interactive.type !== 'product')
  if ('footer' in interactive) text('footer', interactive.footer, limits.footer, false)
  if ('header' in interactive) text('header', interactive.header, limits.header, interactive.type === 'product-list')

  switch (interactive.type) {
    case 'buttons': {
      const { buttons } = interactive
      if (buttons.length === 0) add('buttons', 'required', limits.buttons)
      if (buttons.length > limits.buttons) add('buttons', 'too_many', limits.buttons)
      buttons.forEach(({ title }, i) => text(`buttons.${i}.title`, title, limits.buttonTitle))
      unique(
        buttons.map(({ title }) => title.trim()),
        (i) => `buttons.${i}.title`,
      )
      break
    }
    case 'list': {
      const { sections, button } = interactive
      text('button', button, limits.listButton)
      if (sections.length > limits.sections) add('sections', 'too_many', limits.sections)
      const rows = sections.flatMap((section, i) => section.rows.map((row, j) => ({ ...row, where: `sections.${i}.rows.${j}` })))
      if (rows.length === 0) add('sections', 'required', limits.rows)
      // The provider counts the rows of all sections together.
      if (rows.length > limits.rows) add('sections', 'too_many', limits.rows)
      sections.forEach(({ title }, i) => text(`sections.${i}.title`, title, limits.sectionTitle, sections.length > 1))
      for (const row of rows) {
        text(`${row.where}.title`, row.title, limits.rowTitle)
        text(`${row.where}.description`, row.description, limits.rowDescription, false)
      }
      unique(
        rows.map(({ title }) => title.trim()),
        (i) => `${rows[i]?.where}.title`,
      )
      break
    }
    case 'link':
      text('text', interactive.text, limits.linkText)
      text('url', interactive.url, limits.url)
      if (interactive.url.trim() !== '' && !isWebAddress(interactive.url)) add('url', 'not_an_address')
      break
    case 'product':
      text('catalogId', interactive.catalogId, 256)
      text('product', interactive.product.sku, 256)
      break
    case 'product-list': {
      text('catalogId', interactive.catalogId, 256)
      const products = interactive.sections.flatMap((section) => section.products)
      if (products.length === 0) add('sections', 'required', limits.products)
      if (products.length > limits.products) add('sections', 'too_many', limits.products)
      interactive.sections.forEach(({ title, products: own }, i) => {
        text(`sections.${i}.title`, title, limits.sectionTitle)
        if (own.length === 0 && products.length > 0) add(`sections.${i}.products`, 'required', limits.products)
      })
      break
    }
    case 'flow':
      text('text', interactive.text, limits.flowText)
      text('flowId', interactive.flowId, 256)
      text('screen', interactive.screen, 256)
      break
    case 'catalog':
    case 'location-request':
      break
  }
  return faults
}

const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s/.]+\.[^\s]+$/i.test(text.trim()) && URL.canParse(text.trim())
