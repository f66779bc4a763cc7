/**
 * Puts values where a text names them: `{{clientName}}`, `{{pedido}}`, spaces allowed. What has no value leaves nothing
 * behind, not even a double space. What a value says is never read as a name in its turn.
 */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text
    .replace(/([ \t]?)\{\{\s*(\w+)\s*\}\}/g, (_whole, space: string, name: string) => {
      const value = Object.hasOwn(values, name) ? shown(values[name] ?? '') : ''
      return value === '' ? '' : `${space}${value}`
    })
    .trim()

/** Numbers as they are read here: a comma before the rest. */
const shown = (value: string | number): string => (typeof value === 'number' ? String(value).replace('.', ',') : value.trim())
