import type { Outcome, RowFault } from '#kernel/imports/kind.ts'
import type { NumberedCells } from '#kernel/sheet/reading.ts'
import type { Cell } from '#kernel/sheet/unreadable.ts'

export type NumberedRow<Row> = { rowNumber: number; row: Row }

/** The rows that make sense, understood, and those that are left out for what stands in them. */
export function readRows<Row>(
  rows: readonly NumberedCells[],
  read: (cells: readonly Cell[]) => { row: Row } | { faults: readonly RowFault[] },
): { numbered: NumberedRow<Row>[]; invalid: Outcome[] } {
  const numbered: NumberedRow<Row>[] = []
  const invalid: Outcome[] = []
  for (const { rowNumber, cells } of rows) {
    const made = read(cells)
    if ('row' in made) numbered.push({ rowNumber, row: made.row })
    else invalid.push({ rowNumber, outcome: 'invalid', faults: made.faults })
  }
  return { numbered, invalid }
}

/**
 * Each change of something is undone from what the later one left, so a batch of undoing ends before it would meet the same
 * thing a second time. `idOf`: null for what is met once.
 */
export function untilRepeated<T>(candidates: readonly T[], idOf: (one: T) => string | null): T[] {
  const seen = new Set<string>()
  const end = candidates.findIndex((one) => {
    const id = idOf(one)
    if (id === null) return false
    const isRepeated = seen.has(id)
    seen.add(id)
    return isRepeated
  })
  return candidates.slice(0, end === -1 ? candidates.length : end)
}
