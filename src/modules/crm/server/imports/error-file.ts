import { z } from 'zod'
import type { Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { importProgressed } from '#crm/contract/events.ts'
import { byteOrderMark, csvLine, delimiterFor } from '#kernel/sheet/csv.ts'
import { cellText } from '#crm/server/imports/unreadable.ts'
import * as store from '#crm/server/imports/imports.store.ts'
import * as rows from '#crm/server/imports/rows.store.ts'

const pageSize = 1_000

/** The rows that were left out as they came, each with its reason: to be corrected and uploaded again. */
export const writeErrorFile = job({
  name: 'crm.write-import-errors',
  payload: z.object({ importId: z.uuid() }),
  async work(desk, { importId }) {
    const one = await desk.transaction((ctx) => store.find(ctx, importId))
    if (!one || one.counts.invalid === 0) return
    const staged = await desk.files.stage(desk.org, {
      name: `${one.fileName.replace(/\.[a-z0-9]{1,5}$/i, '')}-errores.csv`,
      stream: lines(desk, one),
      maxBytes: 200 * 1024 * 1024,
    })
    await desk.transaction(async (ctx) => {
      const file = await desk.files.put(ctx, staged)
      const before = await store.find(ctx, importId)
      if (before?.errorFileId) await desk.files.remove(ctx, [before.errorFileId])
      await store.setErrorFile(ctx, importId, file.id)
      if (before) await ctx.emit(importProgressed, { importId, status: before.status, counts: before.counts })
    })
  },
})

async function* lines(desk: Desk, one: store.StoredImport): AsyncGenerator<Uint8Array> {
  const { reason, row, delimiter } = await desk.transaction((ctx) =>
    Promise.resolve({ reason: ctx.t('crm.import.reason'), row: ctx.t('crm.import.row'), delimiter: delimiterFor(ctx.locale) }),
  )
  yield Buffer.from(byteOrderMark + csvLine([...one.header, reason, row], delimiter))
  for (let after = 0; ;) {
    const page = await desk.transaction(async (ctx) => {
      const found = await rows.invalid(ctx, one.id, after, pageSize)
      return found.map((bad) => ({ ...bad, words: words(ctx.t, one.header, bad) }))
    })
    after = page.at(-1)?.rowNumber ?? after
    const text = page.map((bad) =>
      csvLine(
        [...one.header.map((_title, i) => cellText(bad.cells[i] ?? '', delimiter === ';' ? ',' : '.')), bad.words, String(bad.rowNumber)],
        delimiter,
      ),
    )
    if (text.length > 0) yield Buffer.from(text.join(''))
    if (page.length < pageSize) return
  }
}

function words(t: (key: string) => string, header: readonly string[], bad: { problem: string; problemColumn: number | null }): string {
  const title = bad.problemColumn === null ? undefined : header[bad.problemColumn]
  const problem = t(`crm.import.problems.${bad.problem}`)
  return title ? `${title}: ${problem}` : problem
}
