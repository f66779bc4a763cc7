/** What the columns of a file are, as targets: words of the module that say where the value of a cell goes. Pure. */

export type ColumnRefusal = 'unknown-target' | 'chosen-twice' | 'too-many-columns'

/** What each column probably is, from its title. Those that are not `repeatable` are suggested once, for the first. */
export function suggestColumns(
  header: readonly string[],
  repeatable: readonly string[],
  targetOf: (title: string) => string | null,
): (string | null)[] {
  const used = new Set<string>()
  return header.map((title) => {
    const target = targetOf(title)
    if (target === null || (used.has(target) && !repeatable.includes(target))) return null
    used.add(target)
    return target
  })
}

/** The targets of the columns, or what is wrong with the choice. `read` answers nothing for what is no target. */
export function readColumns<Target>(
  columns: readonly (string | null)[],
  columnCount: number,
  repeatable: readonly string[],
  read: (text: string, column: number) => Target | undefined,
): { targets: (Target | null)[] } | { refusal: ColumnRefusal } {
  if (columns.length > columnCount) return { refusal: 'too-many-columns' }
  const used = new Set<string>()
  const targets: (Target | null)[] = []
  for (const [column, text] of columns.entries()) {
    const target = text === null ? null : read(text, column)
    if (target === undefined) return { refusal: 'unknown-target' }
    if (text !== null && used.has(text) && !repeatable.includes(text)) return { refusal: 'chosen-twice' }
    if (text !== null) used.add(text)
    targets.push(target)
  }
  return { targets }
}
