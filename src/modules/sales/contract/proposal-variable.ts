/** What may stand between `{{` and `}}`. Its words are the locale keys `sales.variables.<name>`, with `_` for the dot. */
export const variables = [
  { name: 'clientName', type: 'text' },
  { name: 'contact.name', type: 'text' },
  { name: 'contact.phone', type: 'text' },
  { name: 'contact.email', type: 'text' },
  { name: 'contact.taxId', type: 'text' },
  { name: 'proposalDate', type: 'date' },
  { name: 'validUntil', type: 'date' },
  { name: 'proposal.number', type: 'text' },
  { name: 'proposal.title', type: 'text' },
  { name: 'discountPercentage', type: 'percent' },
  { name: 'subtotal', type: 'money' },
  { name: 'taxes', type: 'money' },
  { name: 'total', type: 'money' },
  { name: 'seller.name', type: 'text' },
  { name: 'brand.name', type: 'text' },
  { name: 'organization.name', type: 'text' },
] as const

export type VariableName = (typeof variables)[number]['name']
/** Null where there is no such value; then a fallback stands in, or it is missing. */
export type VariableValues = Readonly<Record<VariableName, string | null>>

const names: ReadonlySet<string> = new Set(variables.map(({ name }) => name))
export const isVariable = (name: string): name is VariableName => names.has(name)

/** `{{ name | what stands in }}` as people type it. */
export const variablePattern = /\{\{\s*([^{}|]{1,60}?)\s*(?:\|([^{}]{0,200}))?\}\}/g

export type TextPart = { kind: 'text'; text: string } | { kind: 'variable'; name: string; fallback: string | null }

/** A text in its parts: what is said as it is, and what is looked up. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = []
  let done = 0
  for (const found of text.matchAll(variablePattern)) {
    if (found.index > done) parts.push({ kind: 'text', text: text.slice(done, found.index) })
    parts.push({ kind: 'variable', name: found[1] ?? '', fallback: found[2]?.trim() ?? null })
    done = found.index + found[0].length
  }
  if (done < text.length) parts.push({ kind: 'text', text: text.slice(done) })
  return parts
}
