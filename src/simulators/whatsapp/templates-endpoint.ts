import type { Machine, SimRequest, SimResponse } from './exchange.ts'
import { fieldsOf, json } from './exchange.ts'
import { refusal } from './graph-errors.ts'
import type { Refusal } from './graph-errors.ts'
import { newObjectId } from './state.ts'
import type { Template } from './state.ts'
import { blanksOf } from './template-use.ts'
import { templateEvent } from './webhook-payloads.ts'

type Fields = Record<string, unknown>

const DAY = 24 * 3_600_000
const categories = ['MARKETING', 'UTILITY', 'AUTHENTICATION']

const invalid = (details: string, subcode?: number): Refusal => refusal(100, details, subcode === undefined ? {} : { subcode })

/** `POST /{waba}/message_templates`: pending first, judged after the review time. */
export function createTemplate(machine: Machine, wabaId: string, request: SimRequest): SimResponse {
  const { world } = machine
  const body = fieldsOf(request)
  const { name, language, category } = body
  if (typeof name !== 'string' || !/^[a-z0-9_]{1,512}$/.test(name))
    throw invalid('Name must be lower-case letters, digits and underscores, at most 512.')
  if (typeof language !== 'string' || !/^[a-z]{2,3}(_[A-Z]{2})?$/.test(language)) throw invalid('Param language is not supported.')
  if (typeof category !== 'string' || !categories.includes(category))
    throw invalid(`Param category must be one of {${categories.join(', ')}}.`)
  const deletedAt = world.deletedTemplates.get(`${wabaId}/${name}`)
  if (deletedAt !== undefined && deletedAt + 30 * DAY > world.clock.now()) {
    throw invalid('New content cannot be added while the existing content of that name is being deleted. Try again in 4 weeks.', 2388023)
  }
  if ([...world.templates.values()].some((one) => one.wabaId === wabaId && one.name === name && one.language === language)) {
    throw invalid('Content in this language already exists.', 2388024)
  }
  const components = componentsOf(body.components)
  if (!Array.isArray(components)) throw invalid('Param components must be an array.')
  const parameterFormat = body.parameter_format === 'NAMED' ? 'NAMED' : 'POSITIONAL'
  checkComponents(components as Fields[], parameterFormat)

  const template: Template = {
    id: newObjectId(world),
    wabaId,
    name,
    language,
    category,
    parameterFormat,
    components: components as Fields[],
    status: 'PENDING',
    reason: 'NONE',
  }
  world.templates.set(template.id, template)
  world.clock.at(world.clock.now() + world.settings.reviewSeconds * 1_000, () => {
    // A person may have decided, or deleted it, in the meantime.
    if (template.status === 'PENDING' && world.templates.has(template.id)) judge(machine, template, 'APPROVED', 'NONE')
  })
  return json(200, { id: template.id, status: template.status, category })
}

/** The list, which forms send as text. */
function componentsOf(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    throw invalid('Param components is not valid JSON.')
  }
}

/** Any change of state, told by webhook. */
export function judge(machine: Machine, template: Template, status: string, reason: string): void {
  template.status = status
  template.reason = reason
  const change = { event: status, reason, message_template_category: template.category }
  machine.webhooks.tell(templateEvent(template, 'message_template_status_update', change))
}

/** The provider moves a template to another category, which changes its price. */
export function recategorize(machine: Machine, template: Template, category: string): void {
  const previous = template.category
  template.category = category
  machine.webhooks.tell(templateEvent(template, 'template_category_update', { previous_category: previous, new_category: category }))
}

export function listTemplates({ world }: Machine, wabaId: string, query: URLSearchParams): SimResponse {
  const limit = Math.min(Math.max(Number(query.get('limit')) || 25, 1), 100)
  const after = query.get('after')
  const mine = [...world.templates.values()].filter(
    (one) =>
      one.wabaId === wabaId &&
      (!query.get('name') || one.name.includes(query.get('name') ?? '')) &&
      (!query.get('status') || one.status === query.get('status')) &&
      (!query.get('language') || one.language === query.get('language')),
  )
  const start = after ? mine.findIndex((one) => cursorOf(one) === after) + 1 : 0
  const page = mine.slice(start, start + limit)
  const last = page.at(-1)
  const hasMore = start + limit < mine.length
  return json(200, {
    data: page.map(({ id, name, language, category, status, components, parameterFormat, reason }) => ({
      name,
      parameter_format: parameterFormat,
      components,
      language,
      status,
      category,
      ...(status === 'REJECTED' && { rejected_reason: reason }),
      id,
    })),
    ...(last && {
      paging: {
        cursors: { before: cursorOf(page[0] as Template), after: cursorOf(last) },
        ...(hasMore && { next: `?after=${cursorOf(last)}` }),
      },
    }),
  })
}

const cursorOf = (template: Template): string => Buffer.from(template.id).toString('base64url')

/** `DELETE ?name=`: all languages of a name, or one with `hsm_id`. */
export function deleteTemplates({ world }: Machine, wabaId: string, query: URLSearchParams): SimResponse {
  const name = query.get('name')
  const id = query.get('hsm_id')
  if (!name) throw refusal(100, 'The parameter name is required.')
  const doomed = [...world.templates.values()].filter((one) => one.wabaId === wabaId && one.name === name && (!id || one.id === id))
  if (doomed.length === 0) throw refusal(100, 'Message template not found.', { subcode: 2593002 })
  for (const template of doomed) world.templates.delete(template.id)
  if (![...world.templates.values()].some((one) => one.wabaId === wabaId && one.name === name)) {
    world.deletedTemplates.set(`${wabaId}/${name}`, world.clock.now())
  }
  return json(200, { success: true })
}

function checkComponents(components: Fields[], format: 'POSITIONAL' | 'NAMED'): void {
  const body = components.find((part) => part.type === 'BODY')
  if (!body) throw invalid('A component of type BODY is required.')
  for (const part of components) {
    switch (part.type) {
      case 'HEADER':
        if (part.format === 'TEXT') checkText(part, 'header', 60, 1, format)
        break
      case 'BODY':
        if (part.text !== undefined) checkText(part, 'body', 1024, Infinity, format)
        break
      case 'FOOTER':
        checkText(part, 'footer', 60, 0, format)
        break
      case 'BUTTONS':
        checkButtons(part.buttons)
        break
      case 'CAROUSEL':
      case 'LIMITED_TIME_OFFER':
        break
      default:
        throw invalid(`Component sub_type is missing or unknown: ${String(part.type)}.`)
    }
  }
}

function checkText(part: Fields, where: 'header' | 'body' | 'footer', max: number, mostBlanks: number, format: string): void {
  const { text } = part
  if (typeof text !== 'string' || text.trim() === '') throw invalid(`The ${where} needs a text.`)
  if ([...text].length > max) throw invalid(`The ${where} is longer than ${max} characters.`)
  const blanks = blanksOf(text)
  if (blanks.length > mostBlanks) throw invalid(`The ${where} can have at most ${mostBlanks} variables.`)
  if (format === 'POSITIONAL' && blanks.some((blank, index) => blank !== String(index + 1)))
    throw invalid('Variables must be numbered 1, 2, 3 in order.')
  if (blanks.length === 0) return
  const trimmed = text.trim()
  if (where === 'body' && (trimmed.startsWith('{{') || trimmed.endsWith('}}')))
    throw invalid('Variables cannot be at the start or the end.', 2388299)
  const words = trimmed
    .replaceAll(/\{\{[^}]*\}\}/g, '')
    .split(/\s+/)
    .filter(Boolean).length
  if (where === 'body' && words < blanks.length * 2 + 1) throw invalid('Too many variables for the length of the text.', 2388293)
  const example = (part.example ?? {}) as Fields
  if (!example[`${where}_text`] && !example[`${where}_text_named_params`])
    throw invalid(`The ${where} has variables without an example.`, 2388043)
}

function checkButtons(value: unknown): void {
  if (!Array.isArray(value) || value.length === 0 || value.length > 10) throw invalid('A template has between 1 and 10 buttons.')
  const buttons = value as Fields[]
  const count = (type: string) => buttons.filter((button) => button.type === type).length
  if (count('URL') > 2 || count('PHONE_NUMBER') > 1 || count('COPY_CODE') > 1) throw invalid('Too many buttons of one type.')
  for (const button of buttons) {
    const { text } = button
    if (button.type !== 'COPY_CODE' && button.type !== 'OTP' && (typeof text !== 'string' || text === '' || [...text].length > 25)) {
      throw invalid('The text of a button has between 1 and 25 characters.')
    }
    if (button.type === 'URL' && (typeof button.url !== 'string' || button.url.length > 2000))
      throw invalid('The address of a button is not valid.')
  }
  const kinds = buttons.map((button) => (button.type === 'QUICK_REPLY' ? 'q' : '-')).join('')
  if (/q-+q/.test(kinds)) throw invalid('Quick replies must stand together.')
}
