import { z } from 'zod'
import type { TemplateButton, TemplateDesign, TemplateHeader } from '#conversations/contract/template.ts'
import { fieldsOf, variablesOf } from '#conversations/contract/template-text.ts'

type Fields = Record<string, unknown>

/** The parts of a template as the provider wants them. `headerHandle` is what the upload of the example answered. */
export function componentsOf(design: TemplateDesign, headerHandle: string | null): Fields[] {
  const { header, body, footer, buttons, variables, examples } = design
  const exampleOf = (place: 'header' | 'body', text: string): Fields => {
    const names = variablesOf(text)
    if (names.length === 0) return {}
    const values = names.map((name) => examples[`${place}:${name}`] ?? '')
    if (variables === 'named')
      return {
        example: { [`${place}_text_named_params`]: names.map((name, index) => ({ param_name: name, example: values[index] })) },
      }
    return { example: { [`${place}_text`]: place === 'body' ? [values] : values } }
  }
  return [
    ...headerOf(header, headerHandle, exampleOf),
    { type: 'BODY', text: body, ...exampleOf('body', body) },
    ...(footer === null ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map((button, index) => buttonOf(button, index, design)) }]),
  ]
}

function headerOf(header: TemplateHeader | null, handle: string | null, exampleOf: (place: 'header', text: string) => Fields): Fields[] {
  if (header === null) return []
  switch (header.kind) {
    case 'text':
      return [{ type: 'HEADER', format: 'TEXT', text: header.text, ...exampleOf('header', header.text) }]
    case 'location':
      return [{ type: 'HEADER', format: 'LOCATION' }]
    case 'other':
      return [{ type: 'HEADER', format: header.type }]
    default:
      return [{ type: 'HEADER', format: header.kind.toUpperCase(), ...(handle && { example: { header_handle: [handle] } }) }]
  }
}

function buttonOf(button: TemplateButton, index: number, { examples }: TemplateDesign): Fields {
  const example = examples[`button:${index}`]
  switch (button.kind) {
    case 'quick-reply':
      return { type: 'QUICK_REPLY', text: button.text }
    case 'url': {
      const hasEnding = variablesOf(button.url).length > 0
      // The example of an address is the whole of it.
      const whole = button.url.replace(/\{\{[^}]*\}\}/, () => example ?? '')
      return { type: 'URL', text: button.text, url: button.url, ...(hasEnding && { example: [whole] }) }
    }
    case 'phone':
      return { type: 'PHONE_NUMBER', text: button.text, phone_number: `+${button.phone.replaceAll(/\D/g, '')}` }
    case 'copy-code':
      return { type: 'COPY_CODE', example: example ?? '' }
    case 'other':
      return { type: button.type, text: button.text }
  }
}

const text = z.string().catch('')
const namedExamples = z.array(z.object({ param_name: text, example: text })).catch([])
const part = z.object({
  type: z.string().transform((type) => type.toUpperCase()),
  format: z
    .string()
    .transform((format) => format.toUpperCase())
    .optional()
    .catch(undefined),
  text: text.default(''),
  buttons: z.array(z.record(z.string(), z.unknown())).catch([]).default([]),
  example: z
    .object({
      header_text: z.array(text).catch([]).default([]),
      body_text: z.array(z.array(text)).catch([]).default([]),
      header_text_named_params: namedExamples.default([]),
      body_text_named_params: namedExamples.default([]),
    })
    .optional()
    .catch(undefined),
})
const parts = z.array(z.unknown()).catch([])

const kindByFormat: Record<string, 'image' | 'video' | 'document'> = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' }
const unfillable = new Set(['CAROUSEL', 'LIMITED_TIME_OFFER'])

/**
 * The other way round: what the provider has. Parts that nobody here can fill in become `other`, so that they are at
 * least shown. Never throws.
 */
export function designFrom(components: unknown, format: unknown): TemplateDesign {
  const design: TemplateDesign = {
    header: null,
    body: '',
    footer: null,
    buttons: [],
    variables: String(format).toUpperCase() === 'NAMED' ? 'named' : 'positional',
    examples: {},
  }
  for (const raw of parts.parse(components)) {
    const read = part.safeParse(raw)
    if (!read.success) continue
    const { type, format: kind, text: words, buttons, example } = read.data
    if (type === 'HEADER') {
      design.header = headerFrom(kind ?? 'TEXT', words)
      note(design, 'header', words, example?.header_text ?? [], example?.header_text_named_params ?? [])
    } else if (type === 'BODY') {
      design.body = words.slice(0, 5000)
      note(design, 'body', words, example?.body_text[0] ?? [], example?.body_text_named_params ?? [])
    } else if (type === 'FOOTER') design.footer = words.slice(0, 1000)
    else if (type === 'BUTTONS') readButtons(design, buttons)
    else if (unfillable.has(type)) design.header = { kind: 'other', type }
  }
  return design
}

function headerFrom(format: string, words: string): TemplateHeader {
  if (format === 'TEXT') return { kind: 'text', text: words.slice(0, 1000) }
  if (format === 'LOCATION') return { kind: 'location' }
  const kind = kindByFormat[format]
  return kind ? { kind, fileId: null } : { kind: 'other', type: format.slice(0, 60) }
}

function note(
  design: TemplateDesign,
  place: 'header' | 'body',
  words: string,
  values: readonly string[],
  named: readonly { param_name: string; example: string }[],
): void {
  for (const [index, name] of variablesOf(words).entries()) {
    const value = named.find(({ param_name }) => param_name === name)?.example ?? values[index]
    if (value && /^[A-Za-z0-9_]{1,60}$/.test(name)) design.examples[`${place}:${name}`] = value.slice(0, 2000)
  }
}

function readButtons(design: TemplateDesign, buttons: readonly Fields[]): void {
  for (const [index, raw] of buttons.slice(0, 10).entries()) {
    const words = text.parse(raw.text).slice(0, 200)
    const first = Array.isArray(raw.example) ? raw.example[0] : raw.example
    const example = typeof first === 'string' ? first : ''
    switch (String(raw.type).toUpperCase()) {
      case 'QUICK_REPLY':
        design.buttons.push({ kind: 'quick-reply', text: words })
        break
      case 'URL': {
        const url = text.parse(raw.url).slice(0, 4000)
        design.buttons.push({ kind: 'url', text: words, url })
        const fixed = url.replace(/\{\{[^}]*\}\}$/, '')
        if (fixed !== url && example) design.examples[`button:${index}`] = example.startsWith(fixed) ? example.slice(fixed.length) : example
        break
      }
      case 'PHONE_NUMBER':
        design.buttons.push({ kind: 'phone', text: words, phone: text.parse(raw.phone_number).slice(0, 60) })
        break
      case 'COPY_CODE':
        design.buttons.push({ kind: 'copy-code' })
        if (example) design.examples[`button:${index}`] = example
        break
      default:
        design.buttons.push({ kind: 'other', type: String(raw.type).slice(0, 60), text: words })
    }
  }
}

/** Buttons that need nothing when the template is sent. */
const harmless = new Set(['CATALOG', 'VOICE_CALL', 'CALL_PERMISSION_REQUEST', 'REQUEST_CONTACT_INFO'])

/** Whether everything that has to be filled in at sending can be filled in here. */
export const isFillable = ({ header, buttons, body }: TemplateDesign): boolean =>
  header?.kind !== 'other' && body !== '' && buttons.every((button) => button.kind !== 'other' || harmless.has(button.type))

/** The design of the provider with what only we know: our copy of the example file, and examples that it does not hand out. */
export function withOurs(theirs: TemplateDesign, ours: TemplateDesign | undefined): TemplateDesign {
  if (!ours) return theirs
  const keys = new Set(fieldsOf(theirs).map(({ key }) => key))
  const kept = Object.fromEntries(Object.entries(ours.examples).filter(([key]) => keys.has(key)))
  const isSameMedia = theirs.header && ours.header && 'fileId' in theirs.header && theirs.header.kind === ours.header.kind
  return { ...theirs, examples: { ...kept, ...theirs.examples }, ...(isSameMedia && { header: ours.header }) }
}
