import type { z } from 'zod'
import type { importApi, ImportProgress } from '#kernel/contract/import.ts'
import type { EventType } from '#kernel/contract/declare.ts'
import type { SheetCounts, SheetStatus } from '#kernel/contract/sheet.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Statement } from '#kernel/db/sql.ts'
import type { NumberedCells } from '#kernel/sheet/reading.ts'

/**
 * What comes in by files of one kind. A file becomes rows of the database once; trying it, doing it and taking it back are
 * chains of batches over those. The module says what its columns are, what rows come to, and how it writes and undoes them.
 */
export type ImportKind<Mapping, O extends Outcome = Outcome> = {
  /** `<module>.<noun>`: what its jobs, its topic and its entries of the audit trail begin with. Row problems have their words below `<module>.import.problems`. */
  name: `${string}.${string}`
  /** The table of the imports. Their rows are in `<table>_row`. */
  table: `${string}.${string}`
  /** Tables with what a step learns of earlier rows, forgotten when one begins; and with what undoing needs. Both know their `import_id`. */
  learnt: readonly string[]
  undone?: readonly string[]
  /** What the module keeps of an outcome beside what all have: assignments from `d`, and the columns of `d`. */
  kept?: { set: Statement; read: Statement }
  api: ReturnType<typeof importApi<z.ZodType<Mapping>>>
  progressed: EventType<ImportProgress>
  /** Few enough that reading, planning and writing them never hold the process or anybody's rows for a noticeable moment. */
  batchSize: number
  /** What the columns of a file that was just read probably are, and how the rest of it is read. */
  suggest: (ctx: Ctx, header: readonly string[]) => Promise<Mapping>
  /**
   * What is wrong with a choice, a key of its words, or null; throws where whoever asks may not do it. Before the real run
   * and the undoing it is asked again, for somebody else may have chosen.
   */
  refusal: (ctx: Ctx, one: StoredImport<Mapping>, mapping: Mapping, step: 'check' | 'run' | 'undo') => Promise<string | null>
  /** What each row would come to, over what there is and what earlier rows would add. */
  check: (ctx: Ctx, one: StartedImport<Mapping>, rows: readonly NumberedCells[]) => Promise<readonly O[]>
  /** Writes the rows, all of them or nothing. */
  run: (ctx: Ctx, one: StartedImport<Mapping>, rows: readonly NumberedCells[]) => Promise<readonly O[]>
  /** Takes back a batch of what was written, the latest first. `after`: where the batch before ended, 0 at first. */
  undo: (ctx: Ctx, one: StartedImport<Mapping>, after: number) => Promise<Batch>
}

export type StoredImport<Mapping> = {
  id: string
  /** Null: somebody in it was erased. */
  fileId: string | null
  fileName: string
  status: SheetStatus
  failure: string | null
  encoding: string
  delimiter: string
  sheets: string[]
  sheet: string | null
  header: string[]
  sample: string[][]
  mapping: Mapping | null
  counts: SheetCounts
  errorFileId: string | null
  createdAt: string
  createdByName: string
  finishedAt: string | null
  version: number
}
export type StartedImport<Mapping> = StoredImport<Mapping> & { mapping: Mapping }

/** What is wrong with a row: the key of its words, and the column, or null where it is about the whole row. */
export type RowFault = { problem: string; column: number | null }

/** What became of a row, or would. `faults`: all that is wrong with one that is left out, from left to right. */
export type Outcome = {
  rowNumber: number
  outcome: 'create' | 'update' | 'skip' | 'invalid'
  faults: readonly RowFault[]
}

export type Progress = Partial<Omit<SheetCounts, 'rows'>>
/** `last`: where the next batch goes on. */
export type Batch = { progress: Progress; last: number; isEnd: boolean }

export const moduleOf = ({ name }: { name: string }): string => name.slice(0, name.indexOf('.'))
export const nounOf = ({ name }: { name: string }): string => name.slice(name.indexOf('.') + 1)
/** Everything that happens to an import happens one after the other. */
export const laneOf = ({ name }: { name: string }, importId: string): string => `${name}:${importId}`
