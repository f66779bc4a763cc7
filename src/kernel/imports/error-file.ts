import { z } from 'zod'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import * as store from '#kernel/imports/imports.store.ts'
import { moduleOf, nounOf, type ImportKind, type Outcome, type RowFault } from '#kernel/imports/kind.ts'
import { job, type JobType } from '#kernel/jobs/job.ts'
import { byteOrderMark, csvLine, delimiterFor } from '#kernel/sheet/csv.ts'
import { cellText, type Cell } from '#kernel/sheet/unreadable.ts'

/** A row that was left out, with all that is wrong with it. */
export type LeftOut = { rowNumber: number; cells: Cell[]; faults: RowFault[] }

const pageSize = 1_000

/** The rows that were left out as they came, each with its reasons and number: to be corrected and uploaded again. */
export const errorFileJob = <M, O extends Outcome>(kind: ImportKind<M, O>): JobType<{ importId: string }> =>
  job({
    name: `${moduleOf(kind)}.write-${nounOf(kind)}-errors`,
    payload: z.object({ importId: z.uuid() }),
    async work(desk, { importId }) {
      const one = await desk.transaction((ctx) => store.find(ctx, kind, importId))
      if (!one || one.counts.invalid === 0) return
      const staged = await desk.files.stage(desk.org, {
        name: `${one.fileName.replace(/\.[a-z0-9]{1,5}$/i, '')}-errores.csv`,
        stream: errorLines(desk, {
          header: one.header,
          words: `${moduleOf(kind)}.import.problems`,
          page: (ctx, after) => store.leftOut(ctx, kind, importId, after, pageSize),
        }),
        maxBytes: 200 * 1024 * 1024,
      })
      await desk.transaction(async (ctx) => {
        const file = await desk.files.put(ctx, staged)
        const before = await store.find(ctx, kind, importId)
        if (before?.errorFileId) await desk.files.remove(ctx, [before.errorFileId])
        await store.setErrorFile(ctx, kind, importId, file.id)
        if (before) await ctx.emit(kind.progressed, { importId, status: before.status, counts: before.counts })
      })
    },
  })

async function* errorLines(
  desk: Desk,
  asked: { header: readonly string[]; words: string; page: (ctx: Ctx, after: number) => Promise<LeftOut[]> },
): AsyncGenerator<Uint8Array> {
  const { header, words, page } = asked
  const { reason, row, delimiter } = await desk.transaction((ctx) =>
    Promise.resolve({ reason: ctx.t('kernel.sheet.reason'), row: ctx.t('kernel.sheet.row'), delimiter: delimiterFor(ctx.locale) }),
  )
  yield Buffer.from(byteOrderMark + csvLine([...header, reason, row], delimiter))
  for (let after = 0; ;) {
    const found = await desk.transaction(async (ctx) =>
      (await page(ctx, after)).map((bad) => ({
        ...bad,
        said: bad.faults.map(({ problem, column }) => sentence(ctx.t(`${words}.${problem}`), header, column)).join('; '),
      })),
    )
    after = found.at(-1)?.rowNumber ?? after
    const text = found.map((bad) =>
      csvLine(
        [...header.map((_title, i) => cellText(bad.cells[i] ?? '', delimiter === ';' ? ',' : '.')), bad.said, String(bad.rowNumber)],
        delimiter,
      ),
    )
    if (text.length > 0) yield Buffer.from(text.join(''))
    if (found.length < pageSize) return
  }
}

function sentence(problem: string, header: readonly string[], column: number | null): string {
  const title = column === null ? undefined : header[column]
  return title ? `${title}: ${problem}` : problem
}
