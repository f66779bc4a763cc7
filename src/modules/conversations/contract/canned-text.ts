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
