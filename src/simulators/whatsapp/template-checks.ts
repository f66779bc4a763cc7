import { refusal } from './graph-errors.ts'
import type { Refusal } from './graph-errors.ts'
import type { World } from './state.ts'
import { blanksOf } from './template-use.ts'

type Fields = Record<string, unknown>

export const invalid = (details: string, subcode?: number): Refusal => refusal(100, details, subcode === undefined ? {} : { subcode })

/** Refuses the parts of a template that break one of the published rules. */
export function checkComponents(world: World, components: Fields[], format: 'POSITIONAL' | 'NAMED'): void {
  const body = components.find((part) => part.type === 'BODY')
  if (!body) throw invalid('A component of type BODY is required.')
  for (const part of components) {
    switch (part.type) {
      case 'HEADER':
        if (part.format === 'TEXT') checkText(part, 'header', 60, 1, format)
        else checkHeaderExample(world, part)
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

/** Files are shown to whoever reviews: an example that was uploaded before, of the kind of the header. */
function checkHeaderExample(world: World, part: Fields): void {
  const family = { IMAGE: /^image\/(jpeg|png)$/, VIDEO: /^video\/mp4$/, DOCUMENT: /^application\/pdf$/ }[String(part.format)]
  if (!family) return
  const [handle] = ((part.example as { header_handle?: unknown[] } | undefined)?.header_handle ?? []) as unknown[]
  const mimeType = typeof handle === 'string' ? world.handles.get(handle) : undefined
  if (mimeType === undefined) throw invalid(`The header of type ${String(part.format)} needs an example, given by its handle.`, 2388273)
  if (!family.test(mimeType))
    throw invalid(`The example of type ${mimeType} does not fit a header of type ${String(part.format)}.`, 2388047)
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
