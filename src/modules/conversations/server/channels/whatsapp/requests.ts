import { checker } from './limits.ts'
import type { Breach, Checker } from './limits.ts'
import type { Outbound, OutboundContent, OutboundContact, Recipient, TemplateComponent, TemplateParameter } from './outbound.ts'
import { interactiveOf } from './requests-interactive.ts'
import { mediaOf, sourceOf } from './requests-media.ts'

export type Built = { ok: true; body: Record<string, unknown> } | { ok: false; breaches: Breach[] }

/** The JSON body of `POST /{phone_number_id}/messages`, or every limit that the message breaks. */
export function build(message: Outbound): Built {
  const check = checker()
  check.text('callback-data', 'callbackData', message.callbackData, false)
  const body = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...addressOf(message.to, check),
    ...(message.callbackData && { biz_opaque_callback_data: message.callbackData }),
    ...(message.replyToId && { context: { message_id: message.replyToId } }),
    ...payloadOf(message.content, check),
  }
  return check.breaches.length > 0 ? { ok: false, breaches: check.breaches } : { ok: true, body }
}

/** Tells the customer that we read up to this message; with `isTyping` it also shows "typing" until we answer or about 25 s pass. */
export function readReceipt(messageId: string, isTyping = false): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: messageId,
    ...(isTyping && { typing_indicator: { type: 'text' } }),
  }
}

function addressOf(to: Recipient, check: Checker): Record<string, string> {
  if ('userId' in to) {
    // In `to` a user id is accepted and silently lost, so it has a field of its own.
    check.format('to.userId', /^[A-Za-z]{2}\.[A-Za-z0-9.]{1,140}$/.test(to.userId))
    return { recipient: to.userId }
  }
  check.format('to.waId', /^\d{5,20}$/.test(to.waId))
  return { to: to.waId }
}

function payloadOf(content: OutboundContent, check: Checker): Record<string, unknown> {
  switch (content.type) {
    case 'text':
      check.text('text.body', 'body', content.body)
      return { type: 'text', text: { body: content.body, preview_url: content.showPreview ?? false } }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return mediaOf(content, check)
    case 'location':
      check.format('latitude', Math.abs(content.latitude) <= 90)
      check.format('longitude', Math.abs(content.longitude) <= 180)
      check.text('location.name', 'name', content.name, false)
      check.text('location.address', 'address', content.address, false)
      return {
        type: 'location',
        location: {
          latitude: content.latitude,
          longitude: content.longitude,
          ...(content.name && { name: content.name }),
          ...(content.address && { address: content.address }),
        },
      }
    case 'contacts':
      check.count('contacts.count', 'contacts', content.contacts.length)
      return { type: 'contacts', contacts: content.contacts.map((contact, index) => contactOf(contact, `contacts[${index}]`, check)) }
    case 'reaction':
      check.format('messageId', content.messageId !== '')
      return { type: 'reaction', reaction: { message_id: content.messageId, emoji: content.emoji } }
    case 'template':
      return templateOf(content, check)
    default:
      return { type: 'interactive', interactive: interactiveOf(content, check) }
  }
}

function contactOf(contact: OutboundContact, where: string, check: Checker): Record<string, unknown> {
  const { name } = contact
  check.format(`${where}.name`, name.formatted.trim() !== '')
  return {
    // The provider wants one more part of the name beside the formatted one.
    name: { formatted_name: name.formatted, first_name: name.first ?? name.formatted, ...(name.last && { last_name: name.last }) },
    ...(contact.organization && { org: { company: contact.organization } }),
    ...(contact.phones && {
      phones: contact.phones.map(({ phone, label, waId }) => ({ phone, type: label ?? 'CELL', ...(waId && { wa_id: waId }) })),
    }),
    ...(contact.emails && { emails: contact.emails.map(({ email, label }) => ({ email, type: label ?? 'WORK' })) }),
  }
}

function templateOf(content: Extract<OutboundContent, { type: 'template' }>, check: Checker): Record<string, unknown> {
  check.text('template.name', 'name', content.name)
  check.format('name', /^[a-z0-9_]+$/.test(content.name))
  check.format('language', /^[a-z]{2,3}(_[A-Z]{2})?$/.test(content.language))
  const components = (content.components ?? []).map((component, index) => componentOf(component, `components[${index}]`, check))
  return {
    type: 'template',
    template: { name: content.name, language: { code: content.language }, ...(components.length > 0 && { components }) },
  }
}

function componentOf(component: TemplateComponent, where: string, check: Checker): Record<string, unknown> {
  if (component.type !== 'button') {
    const parameters = component.parameters.map((parameter, index) => parameterOf(parameter, `${where}.parameters[${index}]`, check))
    return { type: component.type, parameters }
  }
  check.format(`${where}.index`, Number.isInteger(component.index) && component.index >= 0 && component.index < 10)
  for (const parameter of component.parameters) {
    if (typeof parameter.coupon_code === 'string') check.text('template.code', `${where}.coupon_code`, parameter.coupon_code)
  }
  return { type: 'button', sub_type: component.subType, index: String(component.index), parameters: component.parameters }
}

function parameterOf(parameter: TemplateParameter, where: string, check: Checker): Record<string, unknown> {
  switch (parameter.type) {
    case 'text':
      check.text('template.parameter', where, parameter.text)
      // The provider refuses these in a value, with an error that does not say so.
      check.format(where, !/[\n\t]| {5,}/.test(parameter.text))
      return { type: 'text', ...(parameter.name && { parameter_name: parameter.name }), text: parameter.text }
    case 'currency':
      check.format(where, Number.isSafeInteger(parameter.amountMinor) && /^[A-Z]{3}$/.test(parameter.code))
      return {
        type: 'currency',
        currency: { fallback_value: parameter.fallback, code: parameter.code, amount_1000: thousandths(parameter) },
      }
    case 'location': {
      const { latitude, longitude, name, address } = parameter
      check.format(where, Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)
      return { type: 'location', location: { latitude, longitude, name, address } }
    }
    case 'date-time':
      return { type: 'date_time', date_time: { fallback_value: parameter.fallback } }
    default: {
      const source = sourceOf(parameter.media, where, check)
      const fileName = parameter.type === 'document' && parameter.fileName ? { filename: parameter.fileName } : {}
      return { type: parameter.type, [parameter.type]: { ...source, ...fileName } }
    }
  }
}

const thousandths = ({ amountMinor, minorDigits }: { amountMinor: number; minorDigits: number }): number =>
  amountMinor * 10 ** (3 - minorDigits)
