export const cannedVariables = ['clientName', 'agentName', 'companyName'] as const
export type CannedVariable = (typeof cannedVariables)[number]

/** Fills `{{clientName}}` and its kin, spaces allowed. A variable without a value leaves nothing behind, not even a double space. */
export function fillCanned(text: string, values: Partial<Record<CannedVariable, string>>): string {
  return text
    .replace(/([ \t]?)\{\{\s*(\w+)\s*\}\}/g, (whole, space: string, name: string) => {
      if (!(cannedVariables as readonly string[]).includes(name)) return whole
      const value = values[name as CannedVariable]?.trim()
      return value ? `${space}${value}` : ''
    })
    .trim()
}

/** Names in a text that stand for nothing, each once: the customer would read them as they are. */
export const unknownCanned = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)]
      .map(([, name = '']) => name)
      .filter((name) => !(cannedVariables as readonly string[]).includes(name)),
  ),
]
