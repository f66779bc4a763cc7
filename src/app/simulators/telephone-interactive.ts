import type { PhoneInteractive, PhoneOrderLine } from '#platform/contract/phone.ts'

type Fields = Record<string, unknown>
type Action = PhoneInteractive['actions'][number]

const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {})
const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fields) : [])
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const word = (value: unknown): string => text(value) ?? ''

/** What the customer can press on an `interactive` object that the business sent. */
export function interactiveOf(payload: Fields): PhoneInteractive {
  const action = fields(payload.action)
  return {
    header: text(fields(payload.header).text),
    footer: text(fields(payload.footer).text),
    actions: actionsOf(word(payload.type), action, fields(action.parameters)),
  }
}

function actionsOf(type: string, action: Fields, parameters: Fields): Action[] {
  switch (type) {
    case 'button':
      return list(action.buttons).map(({ reply }) => ({ kind: 'reply', id: word(fields(reply).id), title: word(fields(reply).title) }))
    case 'list':
      return [{ kind: 'list', text: word(action.button), sections: list(action.sections).map(sectionOf) }]
    case 'cta_url':
      return [{ kind: 'link', text: word(parameters.display_text), url: word(parameters.url) }]
    case 'product':
      return [{ kind: 'products', catalogId: text(action.catalog_id), skus: [word(action.product_retailer_id)] }]
    case 'product_list':
      return [
        {
          kind: 'products',
          catalogId: text(action.catalog_id),
          skus: list(action.sections).flatMap((section) => list(section.product_items).map((item) => word(item.product_retailer_id))),
        },
      ]
    case 'catalog_message':
      return [{ kind: 'products', catalogId: null, skus: [] }]
    case 'flow':
      return [{ kind: 'form', text: word(parameters.flow_cta), token: word(parameters.flow_token) }]
    case 'location_request_message':
      return [{ kind: 'location' }]
    default:
      return []
  }
}

const sectionOf = (section: Fields) => ({
  title: text(section.title),
  rows: list(section.rows).map((row) => ({ id: word(row.id), title: word(row.title), description: text(row.description) })),
})

export const orderOf = (payload: Fields): PhoneOrderLine[] =>
  list(payload.product_items).map((item) => ({
    retailerId: word(item.product_retailer_id),
    quantity: Number(item.quantity),
    price: Number(item.item_price),
    currency: word(item.currency),
  }))

/** Null for everything that is no filled form. */
export function answersOf(payload: Fields): Record<string, unknown> | null {
  const json = text(fields(payload.nfm_reply).response_json)
  if (json === null) return null
  try {
    return fields(JSON.parse(json))
  } catch {
    return {}
  }
}
