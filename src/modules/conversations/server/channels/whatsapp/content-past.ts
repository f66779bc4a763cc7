import type { Content } from '#conversations/contract/content.ts'
import { interactiveOut } from './content-interactive.ts'
import { build } from './requests.ts'

export type ProviderPayload = { type: string; payload: unknown }

/**
 * What the provider's telephone has of a message of ours or of the customer, for what is more than words, a file or a
 * place. Null for all others.
 */
export function payloadOf(content: Content, token: string): ProviderPayload | null {
  switch (content.kind) {
    case 'interactive': {
      const built = build({ to: { waId: '00000' }, content: interactiveOut(content.interactive, token) })
      return built.ok ? { type: 'interactive', payload: built.body.interactive } : null
    }
    case 'choice':
      if (content.from === 'template') return { type: 'button', payload: { text: content.title, payload: content.id } }
      if (content.from === 'call-permission') return null
      return {
        type: 'interactive',
        payload: {
          type: `${content.from}_reply`,
          [`${content.from}_reply`]: {
            id: content.id,
            title: content.title,
            ...(content.description && { description: content.description }),
          },
        },
      }
    case 'form':
      return {
        type: 'interactive',
        payload: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: JSON.stringify(content.answers) } },
      }
    case 'order':
      return {
        type: 'order',
        payload: {
          catalog_id: content.catalogId,
          text: content.note ?? '',
          product_items: content.lines.map(({ sku, quantity, price }) => ({
            product_retailer_id: sku,
            quantity,
            ...(price && { item_price: price.amountMinor / 100, currency: price.currency }),
          })),
        },
      }
    default:
      return null
  }
}
