import type { TemplateDesign } from './template.ts'

/** Variables in the texts of a template. Browser-safe, without schemas: previews are drawn at every key. */

const pattern = /\{\{\s*([^{}]*?)\s*\}\}/g

/** The names or numbers of the variables of a text, in order, each once. */
export const variablesOf = (text: string): string[] => [...new Set([...text.matchAll(pattern)].map((found) => found[1] ?? ''))]

export type TemplateField = {
  key: string
  place: 'header' | 'body' | 'button'
  /** `1`, `nombre`; of a button, what it says. */
  name: string
  example: string
}

/** Everything that has to be filled in before it can be sent, in the order of reading. Header files are not among them. */
export function fieldsOf(design: TemplateDesign): TemplateField[] {
  const { header, body, buttons, examples } = design
  const of = (place: 'header' | 'body', text: string) =>
    variablesOf(text).map((name) => ({ key: `${place}:${name}`, place, name, example: examples[`${place}:${name}`] ?? '' }))
  return [
    ...(header?.kind === 'text' ? of('header', header.text) : []),
    ...of('body', body),
    ...buttons.flatMap((button, index) => {
      const takesValue = button.kind === 'copy-code' || (button.kind === 'url' && variablesOf(button.url).length > 0)
      if (!takesValue) return []
      const key = `button:${index}`
      return [{ key, place: 'button' as const, name: button.kind === 'url' ? button.text : '', example: examples[key] ?? '' }]
    }),
  ]
}

/** A text with its values; a variable without one stays as it is written. */
export const filled = (text: string, place: 'header' | 'body', values: Readonly<Record<string, string>>): string =>
  text.replaceAll(pattern, (whole, name: string) => values[`${place}:${name}`]?.trim() || whole)

/** A template whose values were written down beforehand, with what their tokens stand for by now; a token nobody knows stays. */
export const filledIn = <T extends { values: Record<string, string> }>(template: T, known: Readonly<Record<string, string>>): T => ({
  ...template,
  values: Object.fromEntries(
    Object.entries(template.values).map(([key, value]) => [key, value.replaceAll(/\{\{\w+\}\}/g, (token) => known[token] ?? token)]),
  ),
})

/** The address of a button with its ending. */
export const filledUrl = (url: string, value: string | undefined): string =>
  url.replaceAll(pattern, (whole) => (value?.trim() ? encodeURI(value.trim()) : whole))

/** Values travel on one line: the provider refuses tabs, line breaks and rows of spaces in them. */
export const oneLine = (value: string): string => value.replaceAll(/\s+/gu, ' ').trim()
