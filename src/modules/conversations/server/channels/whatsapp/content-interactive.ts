import type { Interactive } from '#conversations/contract/interactive.ts'
import type { OutboundContent } from './outbound.ts'

/** As the provider wants it. `token` comes back with the answers of a form, so that they find what they answer. */
export function interactiveOut(interactive: Interactive, token: string): OutboundContent {
  switch (interactive.type) {
    case 'buttons':
      return { type: 'buttons', ...framed(interactive), buttons: interactive.buttons }
    case 'list': {
      const { button, sections, header } = interactive
      return {
        type: 'list',
        ...written(interactive),
        ...(header && { header }),
        button,
        sections: sections.map(({ title, rows }) => ({
          ...(title && { title }),
          rows: rows.map(({ id, title: words, description }) => ({ id, title: words, ...(description && { description }) })),
        })),
      }
    }
    case 'link':
      return { type: 'link-button', ...framed(interactive), text: interactive.text, url: interactive.url.trim() }
    case 'product': {
      const { body, footer, catalogId, product } = interactive
      return { type: 'product', ...(body && { body }), ...(footer && { footer }), catalogId, retailerId: product.sku }
    }
    case 'product-list': {
      const { catalogId, sections } = interactive
      return {
        type: 'product-list',
        ...written(interactive),
        header: interactive.header ?? '',
        catalogId,
        sections: sections.map(({ title, products }) => ({ title, retailerIds: products.map(({ sku }) => sku) })),
      }
    }
    case 'catalog': {
      const { cover } = interactive
      return { type: 'catalog', ...written(interactive), ...(cover && { thumbnailRetailerId: cover.sku }) }
    }
    case 'location-request':
      return { type: 'location-request', body: interactive.body }
    case 'flow': {
      const { text, flowId, screen, isDraft } = interactive
      return {
        type: 'flow',
        ...framed(interactive),
        flow: { id: flowId.trim() },
        text,
        token,
        isDraft,
        start: { action: 'navigate', screen: screen.trim() },
      }
    }
  }
}

const written = ({ body, footer }: { body: string; footer: string | null }) => ({ body, ...(footer && { footer }) })

const framed = ({ header, ...rest }: { header: string | null; body: string; footer: string | null }) => ({
  ...written(rest),
  ...(header && { header: { type: 'text' as const, text: header } }),
})
