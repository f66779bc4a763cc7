import type { Interactive, InteractiveType } from '#conversations/contract/interactive.ts'

/** In the order of what shops send most. */
export const interactiveTypes: readonly InteractiveType[] = [
  'buttons',
  'list',
  'link',
  'product',
  'product-list',
  'catalog',
  'location-request',
  'flow',
]

export type ButtonsMessage = Extract<Interactive, { type: 'buttons' }>
export type ListMessage = Extract<Interactive, { type: 'list' }>

let made = 0
/** Comes back with the answer; has to be unique within one message only. */
export const newChoiceId = (): string => `c${Date.now().toString(36)}${(made++).toString(36)}`

export const newButton = () => ({ id: newChoiceId(), title: '' })
export const newRow = () => ({ id: newChoiceId(), title: '', description: null })
export const newProduct = () => ({ sku: '', name: null })

/** An empty message of a kind, with the words that another kind had already. */
export function startOf(type: InteractiveType, before: Interactive | null): Interactive {
  const body = before?.body ?? ''
  const header = before && 'header' in before ? before.header : null
  const footer = before && 'footer' in before ? before.footer : null
  const catalogId = before && 'catalogId' in before ? before.catalogId : ''
  switch (type) {
    case 'buttons':
      return { type, header, body, footer, buttons: [newButton(), newButton()] }
    case 'list':
      return { type, header, body, footer, button: '', sections: [{ title: null, rows: [newRow(), newRow()] }] }
    case 'link':
      return { type, header, body, footer, text: '', url: '' }
    case 'product':
      return { type, body: body || null, footer, catalogId, product: newProduct() }
    case 'product-list':
      return { type, header, body, footer, catalogId, sections: [{ title: '', products: [newProduct()] }] }
    case 'catalog':
      return { type, body, footer, cover: null }
    case 'location-request':
      return { type, body }
    case 'flow':
      return { type, header, body, footer, text: '', flowId: '', screen: '', isDraft: false }
  }
}

/** Empty lines that were only room to write are left out, and words lose what surrounds them. */
export function tidied(message: Interactive): Interactive {
  const blank = (text: string | null): string | null => (text?.trim() ? text.trim() : null)
  const framed = {
    ...('header' in message && { header: blank(message.header) }),
    ...('footer' in message && { footer: blank(message.footer) }),
  }
  switch (message.type) {
    case 'buttons': {
      const buttons = message.buttons.map((one) => ({ ...one, title: one.title.trim() })).filter(({ title }) => title !== '')
      return { ...message, ...framed, body: message.body.trim(), buttons }
    }
    case 'list': {
      const sections = message.sections
        .map(({ title, rows }) => ({
          title: blank(title),
          rows: rows
            .map((row) => ({ ...row, title: row.title.trim(), description: blank(row.description) }))
            .filter((row) => row.title !== '' || row.description !== null),
        }))
        .filter(({ rows }) => rows.length > 0)
      return { ...message, ...framed, body: message.body.trim(), button: message.button.trim(), sections }
    }
    case 'product':
      return { ...message, ...framed, body: blank(message.body), catalogId: message.catalogId.trim(), product: productOf(message.product) }
    case 'product-list': {
      const sections = message.sections
        .map(({ title, products }) => ({ title: title.trim(), products: products.map(productOf).filter(({ sku }) => sku !== '') }))
        .filter(({ title, products }) => title !== '' || products.length > 0)
      return { ...message, ...framed, body: message.body.trim(), catalogId: message.catalogId.trim(), sections }
    }
    case 'link':
      return { ...message, ...framed, body: message.body.trim(), text: message.text.trim(), url: message.url.trim() }
    case 'flow':
      return {
        ...message,
        ...framed,
        body: message.body.trim(),
        text: message.text.trim(),
        flowId: message.flowId.trim(),
        screen: message.screen.trim(),
      }
    case 'catalog':
    case 'location-request':
      return { ...message, ...framed, body: message.body.trim() }
  }
}

const productOf = ({ sku, name }: { sku: string; name: string | null }) => ({ sku: sku.trim(), name })

/** Whether there is a line left that can be chosen. */
export function hasSomething(message: Interactive): boolean {
  if (message.type === 'buttons') return message.buttons.length > 0
  return message.type === 'list' || message.type === 'product-list' ? message.sections.length > 0 : true
}
