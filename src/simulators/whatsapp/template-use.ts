import { refusal } from './graph-errors.ts'
import type { MediaUse } from './outbound-rules.ts'
import type { BusinessNumber, Template, World } from './state.ts'

type Fields = Record<string, unknown>

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {})
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : [])

/** The names or positions of the blanks in a text, in order, each once. */
export const blanksOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{\{\s*([a-z0-9_]+)\s*\}\}/g)].map((found) => found[1] ?? '')),
]

/** The template that a message names, with its values filled in; refuses what does not exist, is not approved or does not fit. */
export function resolveTemplate(
  world: World,
  number: BusinessNumber,
  raw: unknown,
  uses: MediaUse[],
): { category: string; rendered: string } {
  const wanted = fieldsOf(raw)
  const code = fieldsOf(wanted.language).code
  if (typeof wanted.name !== 'string') throw refusal(131008, 'The parameter template.name is required.')
  if (typeof code !== 'string') throw refusal(131008, 'The parameter template.language.code is required.')
  const template = [...world.templates.values()].find(
    (one) => one.wabaId === number.wabaId && one.name === wanted.name && one.language === code,
  )
  if (template?.status === 'PAUSED') throw refusal(132015, `Template ${template.name} is paused due to low quality.`)
  if (template?.status === 'DISABLED') throw refusal(132016, `Template ${template.name} is permanently disabled.`)
  if (template?.status !== 'APPROVED') throw refusal(132001, `template name (${wanted.name}) does not exist in ${code}`)

  const given = listOf(wanted.components)
  const rendered: string[] = []
  for (const part of template.components) {
    const type = String(part.type).toUpperCase()
    const parameters = listOf(given.find((one) => String(one.type).toUpperCase() === type)?.parameters)
    if (type === 'HEADER' && part.format !== 'TEXT' && part.format !== undefined) checkMediaHeader(part, parameters, uses)
    else if (type === 'HEADER' || type === 'BODY') rendered.push(fill(template, type, String(part.text ?? ''), parameters))
    else if (type === 'FOOTER') rendered.push(String(part.text ?? ''))
    else if (type === 'BUTTONS') checkButtons(listOf(part.buttons), given)
  }
  return { category: template.category, rendered: rendered.filter(Boolean).join('\n') }
}

function fill(template: Template, type: string, text: string, parameters: Fields[]): string {
  const blanks = blanksOf(text)
  if (blanks.length !== parameters.length) {
    throw refusal(
      132000,
      `${type.toLowerCase()}: number of localizable_params (${parameters.length}) does not match the expected number of params (${blanks.length})`,
    )
  }
  let filled = text
  for (const [index, blank] of blanks.entries()) {
    const parameter = template.parameterFormat === 'NAMED' ? parameters.find((one) => one.parameter_name === blank) : parameters[index]
    const value = parameter && valueOf(parameter)
    if (value === undefined) throw refusal(132012, `Parameter {{${blank}}} is missing or has another format.`)
    if (/[\n\t]| {5,}/.test(value))
      throw refusal(132018, 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces')
    filled = filled.replaceAll(new RegExp(`\\{\\{\\s*${blank}\\s*\\}\\}`, 'g'), () => value)
  }
  if (filled.length > 1024) throw refusal(132005, 'The translated text is too long.')
  return filled
}

function valueOf(parameter: Fields): string | undefined {
  if (parameter.type === 'text' && typeof parameter.text === 'string') return parameter.text
  if (parameter.type === 'currency') return String(fieldsOf(parameter.currency).fallback_value)
  if (parameter.type === 'date_time') return String(fieldsOf(parameter.date_time).fallback_value)
  return undefined
}

function checkMediaHeader(part: Fields, parameters: Fields[], uses: MediaUse[]): void {
  const kind = String(part.format).toLowerCase()
  if (kind === 'location') return checkPlace(parameters)
  if (!['image', 'video', 'document'].includes(kind)) return
  const [parameter] = parameters
  if (!parameter) throw refusal(132012, `header: a parameter of type ${kind} is required`)
  if (parameter.type !== kind)
    throw refusal(132012, `header: Format mismatch, expected ${kind.toUpperCase()}, received ${String(parameter.type).toUpperCase()}`)
  const media = fieldsOf(parameter[kind])
  uses.push({ kind, id: media.id === undefined ? null : String(media.id), link: typeof media.link === 'string' ? media.link : null })
}

function checkPlace([parameter]: Fields[]): void {
  const { latitude, longitude } = fieldsOf(parameter?.location)
  if (parameter?.type !== 'location' || !Number.isFinite(Number(latitude)) || !Number.isFinite(Number(longitude)))
    throw refusal(132012, 'header: a parameter of type location with latitude and longitude is required')
}

function checkButtons(buttons: Fields[], given: Fields[]): void {
  for (const [index, button] of buttons.entries()) {
    const takesValue = button.type === 'COPY_CODE' || (button.type === 'URL' && blanksOf(String(button.url)).length > 0)
    if (!takesValue) continue
    const value = given.find((one) => String(one.type).toLowerCase() === 'button' && String(one.index) === String(index))
    if (listOf(value?.parameters).length !== 1)
      throw refusal(131008, `buttons: Button at index ${index} of type ${String(button.type)} requires a parameter`)
  }
}
