import { byteOrderMark, csvLine, delimiterFor } from '#kernel/sheet/csv.ts'
import { cellText, type Cell } from '#kernel/sheet/unreadable.ts'
import type { Ctx, Desk } from '#kernel/ctx.ts'

/** A row that was left out: `problem` is its word below the `words` of the module, `problemColumn` where it is. */
export type LeftOut = { rowNumber: number; cells: Cell[]; problem: string; problemColumn: number | null }

const pageSize = 1_000

/** The rows that were left out as they came, each with its reason and number: to be corrected and uploaded again. */
export async function* errorLines(
  desk: Desk,
  asked: { header: readonly string[]; words: string; page: (ctx: Ctx, after: number, size: number) => Promise<LeftOut[]> },
): AsyncGenerator<Uint8Array> {
  const { header, words, page } = asked
  const { reason, row, delimiter } = await desk.transaction((ctx) =>
    Promise.resolve({ reason: ctx.t('kernel.sheet.reason'), row: ctx.t('kernel.sheet.row'), delimiter: delimiterFor(ctx.locale) }),
  )
  yield Buffer.from(byteOrderMark + csvLine([...header, reason, row], delimiter))
  for (let after = 0; ;) {
    const found = await desk.transaction(async (ctx) =>
      (await page(ctx, after, pageSize)).map((bad) => ({ ...bad, said: sentence(ctx.t(`${words}.${bad.problem}`), header, bad) })),
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

function sentence(problem: string, header: readonly string[], { problemColumn }: LeftOut): string {
  const title = problemColumn === null ? undefined : header[problemColumn]
  return title ? `${title}: ${problem}` : problem
}
