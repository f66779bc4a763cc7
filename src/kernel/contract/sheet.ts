import { z } from 'zod'

/** What is read of a file with rows, whatever they are about. */
export const sheetLimits = {
  bytes: 50 * 1024 * 1024,
  /** What the parts of a workbook may unfold to, all together. */
  unpackedBytes: 300 * 1024 * 1024,
  rows: 200_000,
  columns: 500,
  cellCharacters: 5_000,
} as const

/** reading → mapping → checking → checked → running → done → undoing → undone; `failed` when the file cannot be read. */
export const SheetStatus = z.enum(['reading', 'mapping', 'checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed'])
export type SheetStatus = z.infer<typeof SheetStatus>

export const SheetCounts = z.object({
  rows: z.number(),
  /** Rows gone through in the present step, for the progress bar. */
  done: z.number(),
  created: z.number(),
  updated: z.number(),
  skipped: z.number(),
  invalid: z.number(),
  /** What undoing left alone because somebody had changed it since. */
  kept: z.number(),
})
export type SheetCounts = z.infer<typeof SheetCounts>

/** Something that is wrong with a row that was left out; one row may have several. `problem` is a key below the `import.problems` of its module. */
export const SheetProblem = z.object({ row: z.number(), column: z.number().nullable(), value: z.string(), problem: z.string() })
export type SheetProblem = z.infer<typeof SheetProblem>
