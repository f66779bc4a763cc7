import { refusal } from './graph-errors.ts'

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const lengthOf = (text: string): number => [...text].length

function fieldsAt(value: unknown, where: string): Fields {
  if (value === undefined) throw refusal(131008, `The parameter ${where} is required.`)
  if (!isFields(value)) throw refusal(100, `Param ${where} must be a JSON object.`)
  return value
}

function textAt(value: unknown, where: string, max: number, isRequired = true): string {
  if (value === undefined && !isRequired) return ''
  if (value === undefined || value === '') throw refusal(131008, `The parameter ${where} is required.`)
  if (typeof value !== 'string') throw refusal(100, `Param ${where} must be a string.`)
  if (lengthOf(value) > max) throw refusal(131009, `Param ${where} must be at most ${max} characters long.`)
  return value
}

function listAt(value: unknown, where: string, min: number, max: number): unknown[] {
  if (!Array.isArray(value)) throw refusal(131008, `The parameter ${where} is required and must be an array.`)
  if (value.length < min || value.length > max)
    throw refusal(131009, `${where} must have between ${min} and ${max} items, found ${value.length}.`)
  return value
}

function unique(values: readonly string[], where: string): void {
  if (new Set(values).size !== values.length) throw refusal(131009, `Values of ${where} must be unique.`)
}

export type MediaUse = { kind: string; id: string | null; link: string | null }

function mediaAt(kind: string, value: unknown, where: string, uses: MediaUse[]): Fields {
  const media = fieldsAt(value, where)
  const { id, link } = media
  if ((id === undefined) === (link === undefined)) throw refusal(100, `Param ${where} must have exactly one of id and link.`)
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') throw refusal(100, `Param ${where}.id must be a string.`)
  if (link !== undefined && (typeof link !== 'string' || !URL.canParse(link) || !/^https?:/.test(link))) {
    throw refusal(131009, `Param ${where}.link is not a valid URI.`)
  }
  uses.push({ kind, id: id === undefined ? null : String(id), link: link === undefined ? null : String(link) })
  return media
}

/** Checks the object of a message against the published limits; answers which files it uses. Refuses like the provider does. */
export function checkContent(type: string, payload: unknown): MediaUse[] {
  const uses: MediaUse[] = []
  switch (type) {
    case 'text': {
      const text = fieldsAt(payload, 'text')
      textAt(text.body, 'text.body', 4096)
      if (text.preview_url !== undefined && typeof text.preview_url !== 'boolean')
        throw refusal(100, 'Param text.preview_url must be a boolean.')
      return uses
    }
    case 'image':
    case 'video':
    case 'document':
      textAt(mediaAt(type, payload, type, uses).caption, `${type}.caption`, 1024, false)
      return uses
    case 'audio':
    case 'sticker':
      mediaAt(type, payload, type, uses)
      return uses
    case 'location': {
      const place = fieldsAt(payload, 'location')
      for (const [name, most] of [
        ['latitude', 90],
        ['longitude', 180],
      ] as const) {
        const degrees = Number(place[name] ?? Number.NaN)
        if (!(Math.abs(degrees) <= most)) throw refusal(131009, `Param location.${name} is not valid.`)
      }
      return uses
    }
    case 'contacts':
      for (const [index, entry] of listAt(payload, 'contacts', 1, 257).entries()) {
        const name = fieldsAt(fieldsAt(entry, `contacts[${index}]`).name, `contacts[${index}].name`)
        textAt(name.formatted_name, `contacts[${index}].name.formatted_name`, 1024)
        if (Object.keys(name).length < 2) throw refusal(131008, `contacts[${index}].name needs one more part beside formatted_name.`)
      }
      return uses
    case 'reaction': {
      const reaction = fieldsAt(payload, 'reaction')
      textAt(reaction.message_id, 'reaction.message_id', 512)
      if (typeof reaction.emoji !== 'string') throw refusal(131008, 'The parameter reaction.emoji is required.')
      if (reaction.emoji !== '' && !/\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}]|[#*0-9]\uFE0F?\u20E3/u.test(reaction.emoji)) {
        throw refusal(131009, 'Param reaction.emoji is not an emoji.')
      }
      return uses
    }
    case 'interactive':
      checkInteractive(fieldsAt(payload, 'interactive'), uses)
      return uses
    case 'template':
      return uses
    default:
      throw refusal(
        100,
        `Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, INTERACTIVE, LOCATION, REACTION, STICKER, TEMPLATE, TEXT, VIDEO} - got "${type}".`,
      )
  }
}

function checkInteractive(interactive: Fields, uses: MediaUse[]): void {
  const type = textAt(interactive.type, 'interactive.type', 60)
  const action = fieldsAt(interactive.action, 'interactive.action')
  if (type !== 'product') textAt(fieldsAt(interactive.body, 'interactive.body').text, 'interactive.body.text', 1024)
  if (interactive.footer !== undefined) textAt(fieldsAt(interactive.footer, 'interactive.footer').text, 'interactive.footer.text', 60)
  if (interactive.header !== undefined) checkHeader(fieldsAt(interactive.header, 'interactive.header'), 'interactive.header', uses)
  switch (type) {
    case 'button':
      return checkReplies(action.buttons, 'interactive.action.buttons')
    case 'list':
      return checkList(interactive, action)
    case 'cta_url':
      return checkLink(action, 'interactive.action')
    case 'product':
      textAt(action.catalog_id, 'action.catalog_id', 256)
      textAt(action.product_retailer_id, 'action.product_retailer_id', 256)
      return
    case 'product_list':
      return checkProducts(interactive, action)
    case 'catalog_message':
    case 'location_request_message':
    case 'request_contact_info':
    case 'call_permission_request':
    case 'voice_call':
      textAt(action.name, 'action.name', 60)
      return
    case 'flow': {
      const parameters = fieldsAt(action.parameters, 'action.parameters')
      if (parameters.flow_message_version !== '3') throw refusal(131009, 'flow_message_version must be "3".')
      if ((parameters.flow_id === undefined) === (parameters.flow_name === undefined))
        throw refusal(131009, 'One of flow_id and flow_name is required.')
      textAt(parameters.flow_cta, 'action.parameters.flow_cta', 30)
      textAt(parameters.flow_token, 'action.parameters.flow_token', 1024)
      return
    }
    case 'carousel':
      for (const [index, entry] of listAt(action.cards, 'action.cards', 2, 10).entries()) {
        const where = `action.cards[${index}]`
        const card = fieldsAt(entry, where)
        checkHeader(fieldsAt(card.header, `${where}.header`), `${where}.header`, uses)
        if (card.body !== undefined) textAt(fieldsAt(card.body, `${where}.body`).text, `${where}.body.text`, 160)
        const inner = fieldsAt(card.action, `${where}.action`)
        if (inner.buttons === undefined) checkLink(inner, `${where}.action`)
        else checkReplies(inner.buttons, `${where}.action.buttons`)
      }
      return
    default:
      throw refusal(131009, `Unknown interactive type "${type}".`)
  }
}

function checkHeader(header: Fields, where: string, uses: MediaUse[]): void {
  const type = textAt(header.type, `${where}.type`, 20)
  if (type === 'text') textAt(header.text, `${where}.text`, 60)
  else if (['image', 'video', 'document'].includes(type)) mediaAt(type, header[type], `${where}.${type}`, uses)
  else throw refusal(131009, `Unknown header type "${type}".`)
}

function checkReplies(value: unknown, where: string): void {
  const replies = listAt(value, where, 1, 3).map((entry, index) => {
    const button = fieldsAt(entry, `${where}[${index}]`)
    if (button.type !== 'reply') throw refusal(131009, `${where}[${index}].type must be "reply".`)
    const reply = fieldsAt(button.reply, `${where}[${index}].reply`)
    return { id: textAt(reply.id, `${where}[${index}].reply.id`, 256), title: textAt(reply.title, `${where}[${index}].reply.title`, 20) }
  })
  unique(
    replies.map((reply) => reply.id),
    `${where}.id`,
  )
  unique(
    replies.map((reply) => reply.title),
    `${where}.title`,
  )
}

function checkLink(action: Fields, where: string): void {
  const parameters = fieldsAt(action.parameters, `${where}.parameters`)
  textAt(parameters.display_text, `${where}.parameters.display_text`, 20)
  const url = textAt(parameters.url, `${where}.parameters.url`, 2000)
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw refusal(131009, `${where}.parameters.url is not a valid URL.`)
}

function checkList(interactive: Fields, action: Fields): void {
  if (isFields(interactive.header) && interactive.header.type !== 'text') throw refusal(131009, 'The header of a list must be text.')
  textAt(action.button, 'action.button', 20)
  const sections = listAt(action.sections, 'action.sections', 1, 10).map((entry, index) => fieldsAt(entry, `action.sections[${index}]`))
  const ids: string[] = []
  for (const [index, section] of sections.entries()) {
    textAt(section.title, `action.sections[${index}].title`, 24, sections.length > 1)
    for (const entry of listAt(section.rows, `action.sections[${index}].rows`, 1, 10)) {
      const row = fieldsAt(entry, 'row')
      ids.push(textAt(row.id, 'row.id', 200))
      textAt(row.title, 'row.title', 24)
      textAt(row.description, 'row.description', 72, false)
    }
  }
  if (ids.length > 10) throw refusal(131009, `Total row count exceed max allowed count: 10, found ${ids.length}.`)
  unique(ids, 'rows.id')
}

function checkProducts(interactive: Fields, action: Fields): void {
  const header = fieldsAt(interactive.header, 'interactive.header')
  if (header.type !== 'text') throw refusal(131009, 'The header of a product list must be text.')
  textAt(action.catalog_id, 'action.catalog_id', 256)
  let products = 0
  for (const [index, entry] of listAt(action.sections, 'action.sections', 1, 10).entries()) {
    const section = fieldsAt(entry, `action.sections[${index}]`)
    textAt(section.title, `action.sections[${index}].title`, 24)
    products += listAt(section.product_items, `action.sections[${index}].product_items`, 1, 30).length
  }
  if (products > 30) throw refusal(131009, `A product list holds at most 30 products, found ${products}.`)
}
