/** Markup that needs no escaping any more. Made by `html` and `raw` only. */
export class Markup {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)

/** Escapes every value; lists are joined; null, undefined and booleans vanish; nested `html` is kept as it is. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Markup {
  return new Markup(strings.reduce((text, part, i) => text + (i === 0 ? '' : written(values[i - 1])) + part, ''))
}

/** Markup of our own making: never text that somebody wrote. */
export const raw = (text: string): Markup => new Markup(text)

function written(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return ''
  if (value instanceof Markup) return value.toString()
  if (Array.isArray(value)) return value.map(written).join('')
  return escape(String(value))
}

/** An address that may stand in an `href`: `javascript:` and its kin become nothing. */
export function safeHref(address: string): string {
  if (!URL.canParse(address)) return ''
  return ['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(address).protocol) ? address : ''
}
