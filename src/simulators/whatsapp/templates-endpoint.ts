import type { Machine, SimRequest, SimResponse } from './exchange.ts'
import { fieldsOf, json } from './exchange.ts'
import { refusal } from './graph-errors.ts'
import { newObjectId } from './state.ts'
import type { Template } from './state.ts'
import { checkComponents, invalid } from './template-checks.ts'
import { review } from './template-life.ts'

type Fields = Record<string, unknown>

const DAY = 24 * 3_600_000
const categories = ['MARKETING', 'UTILITY', 'AUTHENTICATION']

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
  checkComponents(world, components as Fields[], parameterFormat)

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
  review(machine, template)
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
    data: page.map(listed),
    ...(last && {
      paging: {
        cursors: { before: cursorOf(page[0] as Template), after: cursorOf(last) },
        ...(hasMore && { next: `?after=${cursorOf(last)}` }),
      },
    }),
  })
}

const listed = ({ id, name, language, category, status, components, parameterFormat, reason, quality }: Template) => ({
  name,
  parameter_format: parameterFormat,
  components,
  language,
  status,
  category,
  quality_score: { score: quality ?? 'UNKNOWN' },
  ...(status === 'REJECTED' && { rejected_reason: reason }),
  id,
})

export const getTemplate = (template: Template): SimResponse => json(200, listed(template))

/** `POST /{template}`: other parts, which are reviewed again. Approved ones once a day and ten times in thirty days. */
export function editTemplate(machine: Machine, template: Template, request: SimRequest): SimResponse {
  const { world } = machine
  const body = fieldsOf(request)
  const now = world.clock.now()
  if (template.status === 'PENDING') throw invalid('Message templates in review cannot be edited.', 2388085)
  if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(template.status))
    throw invalid('Only approved, rejected and paused templates can be edited.')
  if (template.status === 'APPROVED') {
    const edits = template.edits ?? []
    const since = (days: number) => edits.filter((at) => at > now - days * DAY).length
    if (since(1) >= 1 || since(30) >= 10) throw invalid('You have reached the limit of edits of this template.', 2388078)
  }
  const components = componentsOf(body.components)
  if (!Array.isArray(components)) throw invalid('Param components must be an array.')
  checkComponents(world, components as Fields[], template.parameterFormat)
  if (template.status === 'APPROVED') template.edits = [...(template.edits ?? []), now]
  template.components = components as Fields[]
  template.status = 'PENDING'
  review(machine, template)
  return json(200, { success: true })
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
