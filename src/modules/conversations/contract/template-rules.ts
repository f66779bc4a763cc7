import { fieldsOf, variablesOf } from './template-text.ts'
import type { TemplateButton, TemplateDesign } from './template.ts'

/**
 * What the provider asks of a template before anybody there looks at it. Checked while it is written and again before it
 * is submitted, so that a refusal comes at once, beside its field and in words: `conversations.templates.rules.<rule>`.
 */
export type TemplateIssue = { path: string; rule: TemplateRule; values: Record<string, number | string> }

export const templateRules = [
  'name-form',
  'language-form',
  'required',
  'too-long',
  'braces',
  'numbering',
  'variable-name',
  'variable-at-edge',
  'variables-adjacent',
  'too-many-variables',
  'header-one-variable',
  'no-variables',
  'example-missing',
  'header-file-missing',
  'header-file-kind',
  'not-editable',
  'too-many-buttons',
  'too-many-urls',
  'too-many-phones',
  'too-many-codes',
  'url-form',
  'url-variable',
  'phone-form',
  'code-form',
  'quick-replies-apart',
  'same-text',
] as const
export type TemplateRule = (typeof templateRules)[number]

/** Characters, and how many of a kind. Data, because the provider changes them. */
export const templateLimits = {
  name: 512,
  header: 60,
  body: 1024,
  footer: 60,
  buttons: 10,
  buttonText: 25,
  urls: 2,
  url: 2000,
  phones: 1,
  phone: 20,
  codes: 1,
  code: 15,
} as const

type Draft = { name: string; language: string; design: TemplateDesign }

export function issuesOf({ name, language, design }: Draft): TemplateIssue[] {
  return [
    ...(/^[a-z0-9_]{1,512}$/.test(name) ? [] : [issue('name', 'name-form')]),
    ...(/^[a-z]{2,3}(_[A-Z]{2})?$/.test(language) ? [] : [issue('language', 'language-form')]),
    ...headerIssues(design),
    ...bodyIssues(design),
    ...footerIssues(design),
    ...buttonsIssues(design.buttons),
    ...exampleIssues(design),
  ]
}

const issue = (path: string, rule: TemplateRule, values: TemplateIssue['values'] = {}): TemplateIssue => ({ path, rule, values })
const lengthOf = (text: string): number => Array.from(text).length

function lengthIssues(path: string, text: string, max: number): TemplateIssue[] {
  if (text.trim() === '') return [issue(path, 'required')]
  return lengthOf(text) > max ? [issue(path, 'too-long', { max, over: lengthOf(text) - max })] : []
}

function headerIssues({ header, variables }: TemplateDesign): TemplateIssue[] {
  if (header === null || header.kind === 'location') return []
  if (header.kind === 'other') return [issue('design.header', 'not-editable', { type: header.type })]
  if (header.kind !== 'text') return header.fileId === null ? [issue('design.header.fileId', 'header-file-missing')] : []
  const path = 'design.header.text'
  const tooMany = variablesOf(header.text).length > 1 ? [issue(path, 'header-one-variable')] : []
  return [...lengthIssues(path, header.text, templateLimits.header), ...nameIssues(path, header.text, variables), ...tooMany]
}

function bodyIssues({ body, variables }: TemplateDesign): TemplateIssue[] {
  const path = 'design.body'
  const text = body.trim()
  const names = variablesOf(text)
  const found = [...lengthIssues(path, body, templateLimits.body), ...nameIssues(path, body, variables)]
  if (/^\{\{|\}\}$/.test(text)) found.push(issue(path, 'variable-at-edge'))
  if (/\}\}\s*\{\{/.test(text)) found.push(issue(path, 'variables-adjacent'))
  const words = text
    .replaceAll(/\{\{[^}]*\}\}/g, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  const needed = names.length * 2 + 1
  if (names.length > 0 && words < needed) found.push(issue(path, 'too-many-variables', { words, needed }))
  return found
}

/** Variables are numbered from one without gaps, or have plain names. */
function nameIssues(path: string, text: string, variables: TemplateDesign['variables']): TemplateIssue[] {
  const rest = text.replaceAll(/\{\{\s*[^{}]*?\s*\}\}/g, '')
  const found = /\{\{|\}\}/.test(rest) ? [issue(path, 'braces')] : []
  const names = variablesOf(text)
  if (variables === 'positional') {
    if (names.some((name, index) => name !== String(index + 1))) found.push(issue(path, 'numbering'))
  } else {
    const bad = names.find((name) => !/^[a-z][a-z0-9_]{0,59}$/.test(name))
    if (bad !== undefined) found.push(issue(path, 'variable-name', { name: bad }))
  }
  return found
}

function footerIssues({ footer }: TemplateDesign): TemplateIssue[] {
  if (footer === null) return []
  const path = 'design.footer'
  return [...lengthIssues(path, footer, templateLimits.footer), ...(variablesOf(footer).length > 0 ? [issue(path, 'no-variables')] : [])]
}

function buttonsIssues(buttons: readonly TemplateButton[]): TemplateIssue[] {
  const path = 'design.buttons'
  const found = buttons.flatMap((button, index) => buttonIssues(button, `${path}.${index}`))
  const count = (kind: TemplateButton['kind']) => buttons.filter((button) => button.kind === kind).length
  const { buttons: most, urls, phones, codes } = templateLimits
  if (buttons.length > most) found.push(issue(path, 'too-many-buttons', { max: most }))
  if (count('url') > urls) found.push(issue(path, 'too-many-urls', { max: urls }))
  if (count('phone') > phones) found.push(issue(path, 'too-many-phones', { max: phones }))
  if (count('copy-code') > codes) found.push(issue(path, 'too-many-codes', { max: codes }))
  const kinds = buttons.map((button) => (button.kind === 'quick-reply' ? 'q' : '-')).join('')
  if (/q-+q/.test(kinds)) found.push(issue(path, 'quick-replies-apart'))
  const texts = buttons.map((button) => ('text' in button ? button.text.trim().toLowerCase() : ''))
  for (const [index, text] of texts.entries())
    if (text !== '' && texts.indexOf(text) < index) found.push(issue(`${path}.${index}.text`, 'same-text'))
  return found
}

function buttonIssues(button: TemplateButton, path: string): TemplateIssue[] {
  if (button.kind === 'copy-code') return []
  if (button.kind === 'other') return [issue(path, 'not-editable', { type: button.type })]
  const found = lengthIssues(`${path}.text`, button.text, templateLimits.buttonText)
  if (variablesOf(button.text).length > 0) found.push(issue(`${path}.text`, 'no-variables'))
  if (button.kind === 'url') found.push(...urlIssues(button.url, `${path}.url`))
  if (button.kind === 'phone' && !isPhone(button.phone)) found.push(issue(`${path}.phone`, 'phone-form'))
  return found
}

function urlIssues(url: string, path: string): TemplateIssue[] {
  const found = lengthIssues(path, url, templateLimits.url)
  if (url.trim() === '') return found
  const names = variablesOf(url)
  const fixed = url.replaceAll(/\{\{[^{}]*\}\}/g, '')
  if (!URL.canParse(fixed) || !/^https?:\/\/[^/{}\s]+\.[^/{}\s]+/.test(fixed)) found.push(issue(path, 'url-form'))
  const isSound = names.length === 0 || (names.length === 1 && names[0] === '1' && /\{\{\s*1\s*\}\}$/.test(url))
  if (!isSound) found.push(issue(path, 'url-variable'))
  return found
}

const isPhone = (phone: string): boolean =>
  /^\+?[\d\s()-]+$/.test(phone) && /^\d{6,20}$/.test(phone.replaceAll(/\D/g, '')) && phone.length <= templateLimits.phone + 10

function exampleIssues(design: TemplateDesign): TemplateIssue[] {
  return fieldsOf(design).flatMap(({ key, place }) => {
    const example = (design.examples[key] ?? '').trim()
    const path = `design.examples.${key}`
    if (example === '') return [issue(path, 'example-missing')]
    const button = place === 'button' ? design.buttons[Number(key.split(':')[1])] : undefined
    if (button?.kind === 'copy-code' && (lengthOf(example) > templateLimits.code || /\s/.test(example)))
      return [issue(path, 'code-form', { max: templateLimits.code })]
    return []
  })
}
