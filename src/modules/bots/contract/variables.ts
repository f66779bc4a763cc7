/** What a message for closed hours may name: `{{clientName}}` and its kin. */
export const awayNames = ['clientName', 'companyName', 'nextOpening', 'holidayName'] as const

/**
 * Puts values where a text names them: `{{clientName}}`, spaces allowed. What has no value leaves nothing behind, not even
 * a double space; what is not known stays as it was written.
 */
export function fillNamed(text: string, names: readonly string[], values: Readonly<Record<string, string | null>>): string {
  return text
    .replace(named, (whole, space: string, name: string) => {
      if (!names.includes(name)) return whole
      const value = values[name]?.trim()
      return value ? `${space}${value}` : ''
    })
    .trim()
}

/** Names in a text that stand for nothing, each once. */
export const unknownNames = (text: string, names: readonly string[]): string[] => [
  ...new Set([...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map(([, name = '']) => name).filter((name) => !names.includes(name))),
]

const named = /([ \t]?)\{\{\s*(\w+)\s*\}\}/g
