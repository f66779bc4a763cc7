import { z } from 'zod'
import { endpoint, event, type Endpoint, type EventType, type Permission } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { SheetCounts, sheetLimits, SheetProblem, SheetStatus } from '#kernel/contract/sheet.ts'
import { Instant } from '#kernel/contract/time.ts'

export const undoDays = 30

/** What all mappings have: one entry per column of the file, in its order; `null` leaves the column out. */
export const importColumns = z.array(z.string().max(80).nullable()).max(sheetLimits.columns)

/** A file of rows on its way in, whatever they are about; `mapping` says what its columns are and how they are read. */
const importOf = <M extends z.ZodType>(mapping: M) =>
  z.object({
    id: Id,
    fileName: z.string(),
    status: SheetStatus,
    /** Key below `kernel.sheet.failures` when the file could not be read. */
    failure: z.string().nullable(),
    /** `xlsx`, or how the letters of a text are written. */
    encoding: z.string(),
    delimiter: z.string(),
    /** Of a workbook: those that may be chosen, and the one that was read. */
    sheets: z.array(z.string()),
    sheet: z.string().nullable(),
    header: z.array(z.string()),
    /** The first rows as text, to see what is in each column. */
    sample: z.array(z.array(z.string())),
    /** The saved mapping, or the one suggested from the header. */
    mapping: mapping.nullable(),
    counts: SheetCounts,
    problems: z.array(SheetProblem),
    /** Signed, short-lived; rows that were left out with the reason, ready to be corrected and uploaded again. */
    errorFileUrl: z.string().nullable(),
    createdAt: Instant,
    createdByName: z.string(),
    /** Until when it can be undone. */
    undoUntil: Instant.nullable(),
    version: z.number(),
  })

export type Import<Mapping> = Omit<z.infer<ReturnType<typeof importOf>>, 'mapping'> & { mapping: Mapping | null }
export type ImportSummary = Omit<Import<never>, 'sample' | 'mapping' | 'problems' | 'header'>

export type ImportProgress = { importId: string; status: SheetStatus; counts: SheetCounts }

/** Told after every batch, and when a step ends. */
export const importProgress = (name: string): EventType<ImportProgress> =>
  event(name, z.object({ importId: Id, status: SheetStatus, counts: SheetCounts }))

/** The addresses of the imports of a kind, below `path`. Every step answers with the import as it is now. */
export function importApi<M extends z.ZodType>({ path, permission, mapping }: { path: `/${string}`; permission: Permission; mapping: M }) {
  const one = z.object({ id: Id })
  const output = importOf(mapping)
  const items = z.array(output.omit({ sample: true, mapping: true, problems: true, header: true }))
  const step = <I extends z.ZodType>(name: string, input: I): Endpoint<I, typeof output> =>
    endpoint({ method: 'PUT', path: `${path}/:id/${name}`, permission, input, output })
  return {
    /** Starts with the file; reading it is a job. */
    create: endpoint({
      method: 'POST',
      path,
      permission,
      input: z.object({}),
      output,
      accepts: 'file',
      bodyLimit: sheetLimits.bytes + 64 * 1024,
    }),
    list: endpoint({ method: 'GET', path, permission, input: z.object({}), output: z.object({ items }) }),
    get: endpoint({ method: 'GET', path: `${path}/:id`, permission, input: one, output }),
    /** Reads another sheet of the workbook, from the start. */
    chooseSheet: step('sheet', one.extend({ sheet: z.string().max(100) })),
    /** The dry run: says what would happen with every row and writes nothing. */
    check: step('check', one.extend({ mapping })),
    run: step('run', one),
    undo: step('undo', one),
  }
}
