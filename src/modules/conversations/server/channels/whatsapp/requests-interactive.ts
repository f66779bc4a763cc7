import type { Checker } from './limits.ts'
import type { CarouselCard, Header, OutboundContent, ReplyButton } from './outbound.ts'
import { sourceOf } from './requests-media.ts'

type Plain = 'text' | 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'location' | 'contacts' | 'reaction' | 'template'
type Interactive = Exclude<OutboundContent, { type: Plain }>
type Part = Record<string, unknown>

/** The `interactive` object of a message with buttons, lists, products, forms or requests. */
export function interactiveOf(content: Interactive, check: Checker): Part {
  switch (content.type) {
    case 'buttons':
      return { type: 'button', ...framed(content, check), action: { buttons: repliesOf(content.buttons, 'buttons', check) } }
    case 'list':
      return listOf(content, check)
    case 'link-button':
      check.text('link-button.text', 'text', content.text)
      return { type: 'cta_url', ...framed(content, check), action: linkOf(content, 'url', check) }
    case 'product':
      return {
        type: 'product',
        ...framed(content, check, false),
        action: { catalog_id: content.catalogId, product_retailer_id: content.retailerId },
      }
    case 'product-list':
      return productsOf(content, check)
    case 'catalog': {
      const thumbnail = content.thumbnailRetailerId
      const parameters = thumbnail ? { parameters: { thumbnail_product_retailer_id: thumbnail } } : {}
      return { type: 'catalog_message', ...framed(content, check), action: { name: 'catalog_message', ...parameters } }
    }
    case 'flow':
      return flowOf(content, check)
    case 'location-request':
      return { type: 'location_request_message', ...framed(content, check), action: { name: 'send_location' } }
    case 'contact-request':
      return { type: 'request_contact_info', ...framed(content, check), action: { name: 'request_contact_info' } }
    case 'carousel':
      check.count('carousel.cards', 'cards', content.cards.length, 2)
      return {
        type: 'carousel',
        ...framed(content, check),
        action: { cards: content.cards.map((card, index) => cardOf(card, index, check)) },
      }
  }
}

/** Header, body and footer, which most kinds share. */
function framed(content: { body?: string; header?: Header; footer?: string }, check: Checker, needsBody = true): Part {
  check.text('interactive.body', 'body', content.body, needsBody)
  check.text('interactive.footer', 'footer', content.footer, false)
  return {
    ...(content.header && { header: headerOf(content.header, check) }),
    ...(content.body && { body: { text: content.body } }),
    ...(content.footer && { footer: { text: content.footer } }),
  }
}

function headerOf(header: Header, check: Checker): Part {
  if (header.type === 'text') {
    check.text('interactive.header', 'header', header.text)
    return { type: 'text', text: header.text }
  }
  const fileName = header.type === 'document' && header.fileName ? { filename: header.fileName } : {}
  return { type: header.type, [header.type]: { ...sourceOf(header.media, 'header', check), ...fileName } }
}

function repliesOf(buttons: readonly ReplyButton[], where: string, check: Checker): Part[] {
  check.count('buttons.count', where, buttons.length)
  check.format(`${where}.id`, new Set(buttons.map((button) => button.id)).size === buttons.length)
  check.format(`${where}.title`, new Set(buttons.map((button) => button.title)).size === buttons.length)
  return buttons.map(({ id, title }, index) => {
    check.text('buttons.id', `${where}[${index}].id`, id)
    check.text('buttons.title', `${where}[${index}].title`, title)
    return { type: 'reply', reply: { id, title } }
  })
}

function linkOf({ text, url }: { text: string; url: string }, where: string, check: Checker): Part {
  check.text('link-button.url', where, url)
  check.format(where, /^https?:\/\/[^\s/]/.test(url))
  return { name: 'cta_url', parameters: { display_text: text, url } }
}

function listOf(content: Extract<Interactive, { type: 'list' }>, check: Checker): Part {
  check.text('list.button', 'button', content.button)
  check.count('list.sections', 'sections', content.sections.length)
  const rows = content.sections.flatMap((section) => section.rows)
  // The provider counts rows over all sections together.
  check.count('list.rows', 'sections.rows', rows.length)
  check.format('sections.rows.id', new Set(rows.map((row) => row.id)).size === rows.length)
  const sections = content.sections.map((section, index) => {
    const where = `sections[${index}]`
    check.text('list.section-title', `${where}.title`, section.title, content.sections.length > 1)
    return {
      ...(section.title && { title: section.title }),
      rows: section.rows.map(({ id, title, description }, row) => {
        check.text('list.row-id', `${where}.rows[${row}].id`, id)
        check.text('list.row-title', `${where}.rows[${row}].title`, title)
        check.text('list.row-description', `${where}.rows[${row}].description`, description, false)
        return { id, title, ...(description && { description }) }
      }),
    }
  })
  const header: { header?: Header } = content.header ? { header: { type: 'text', text: content.header } } : {}
  const frame = { body: content.body, ...(content.footer && { footer: content.footer }), ...header }
  return { type: 'list', ...framed(frame, check), action: { button: content.button, sections } }
}

function productsOf(content: Extract<Interactive, { type: 'product-list' }>, check: Checker): Part {
  check.count('product-list.sections', 'sections', content.sections.length)
  const products = content.sections.flatMap((section) => section.retailerIds)
  check.count('product-list.products', 'sections.retailerIds', products.length)
  const sections = content.sections.map((section, index) => {
    check.text('list.section-title', `sections[${index}].title`, section.title)
    return { title: section.title, product_items: section.retailerIds.map((id) => ({ product_retailer_id: id })) }
  })
  const frame = {
    body: content.body,
    header: { type: 'text', text: content.header } as const,
    ...(content.footer && { footer: content.footer }),
  }
  return { type: 'product_list', ...framed(frame, check), action: { catalog_id: content.catalogId, sections } }
}

function flowOf(content: Extract<Interactive, { type: 'flow' }>, check: Checker): Part {
  check.text('flow.text', 'text', content.text)
  check.format('token', content.token !== '')
  const { flow, start } = content
  const payload =
    start.action === 'navigate' ? { flow_action_payload: { screen: start.screen, ...(start.data && { data: start.data }) } } : {}
  return {
    type: 'flow',
    ...framed(content, check),
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        ...('id' in flow ? { flow_id: flow.id } : { flow_name: flow.name }),
        flow_cta: content.text,
        flow_token: content.token,
        mode: content.isDraft ? 'draft' : 'published',
        flow_action: start.action,
        ...payload,
      },
    },
  }
}

function cardOf(card: CarouselCard, index: number, check: Checker): Part {
  const where = `cards[${index}]`
  check.text('carousel.card-body', `${where}.body`, card.body, false)
  const { buttons } = card
  const isReplies = buttons.kind === 'replies'
  if (!isReplies) check.text('link-button.text', `${where}.text`, buttons.text)
  return {
    card_index: index,
    type: isReplies ? 'button' : 'cta_url',
    header: headerOf(card.header, check),
    ...(card.body && { body: { text: card.body } }),
    action: isReplies ? { buttons: repliesOf(buttons.replies, `${where}.replies`, check) } : linkOf(buttons, `${where}.url`, check),
  }
}
