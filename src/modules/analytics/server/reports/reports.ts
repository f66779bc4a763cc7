import { Readable } from 'node:stream'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Money } from '#kernel/contract/money.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Report, ReportCell, ReportColumn, ReportTable as Measured } from '#kernel/module.ts'
import { type Cell, csvOf, type Table, xlsxOf } from '#kernel/sheet/table.ts'
import type { ReportChoice, ReportFileQuery, ReportQuery, ReportTable } from '#analytics/contract/report.ts'
import { spanOf } from '#analytics/server/board/period.ts'
import { reportNotFound, tooManyRows } from '#analytics/server/problems.ts'

/** As many as somebody scrolls through; the file has the rest. */
const mostShown = 300
/** Beyond it writing one keeps everybody else waiting, and opening it keeps its reader waiting. */
const mostInXlsx = 20_000
const linkSeconds = 3_600

type Declared = { module: string; report: Report }

export const list = (ctx: Ctx): Promise<{ items: ReportChoice[] }> =>
  Promise.resolve({ items: declared(ctx).map(({ module, report }) => ({ module, code: report.code, groups: [...report.groups] })) })

export async function read(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const { table, ...about } = await measure(ctx, query)
  const rows = table.rows.slice(0, mostShown).map((row) => ({ ...row, cells: row.cells.map(shownCell) }))
  return { ...about, columns: [...table.columns], rows, count: table.rows.length, isCut: table.isCut || table.rows.length > rows.length }
}

export async function writeFile(ctx: Ctx, query: ReportFileQuery): Promise<{ fileUrl: string; rows: number }> {
  const { table, from, zone } = await measure(ctx, query)
  if (query.format === 'xlsx' && table.rows.length > mostInXlsx) throw tooManyRows({ count: table.rows.length, limit: mostInXlsx })
  const title = ctx.t(`${query.module}.reports.${query.code}.title`)
  const sheet = sheetOf(ctx, query.module, title, table)
  const bytes = query.format === 'csv' ? Buffer.from(csvOf(sheet, ctx)) : await xlsxOf(sheet, ctx)
  const staged = await ctx.files.stage(ctx.org, {
    name: `${title.replaceAll(/[^\p{L}\p{N} -]/gu, '')} ${dayIn(zone, from)}.${query.format}`,
    stream: Readable.from([Buffer.from(bytes)]),
    maxBytes: 256 * 1024 ** 2,
    isTemporary: true,
  })
  const file = await ctx.files.put(ctx, staged)
  ctx.audit({
    action: 'analytics.report.exported',
    subject: { kind: 'report', id: `${query.module}.${query.code}`, name: title },
    after: { format: query.format, period: query.period, rows: table.rows.length },
  })
  return { fileUrl: ctx.files.url(ctx.org, file.id, { isDownload: true, seconds: linkSeconds }), rows: table.rows.length }
}

const declared = (ctx: Ctx): Declared[] =>
  ctx.modules
    .flatMap((module) => (module.reports ?? []).map((report) => ({ module: module.name, report })))
    .filter(({ report }) => ctx.can(report.permission))
    .toSorted((a, b) => a.report.order - b.report.order)

async function measure(ctx: Ctx, query: ReportQuery) {
  const found = declared(ctx).find(({ module, report }) => module === query.module && report.code === query.code)
  const groupBy = query.groupBy ?? found?.report.groups[0] ?? null
  if (!found || (groupBy !== null && !found.report.groups.includes(groupBy))) throw reportNotFound()
  const { from, to } = spanOf(query, ctx.now, ctx.zone)
  const table = await found.report.measure(ctx, { from, to, zone: ctx.zone, brandId: query.brandId ?? null, groupBy })
  return { from, to, zone: ctx.zone, groupBy, table }
}

const shownCell = (cell: ReportCell) => (Array.isArray(cell) ? cell.map((span) => ({ ...span })) : (cell as string | number | null | Money))

function sheetOf(ctx: Ctx, module: string, title: string, { columns, rows }: Measured): Table {
  const hour = new Intl.DateTimeFormat('es-AR', { timeZone: ctx.zone, dateStyle: 'short', timeStyle: 'short', hour12: false })
  return {
    title,
    columns: columns.map(({ key, unit }) => ({ title: ctx.t(`${module}.reports.columns.${key}`), width: widthByUnit[unit] })),
    rows: rows.map(({ cells }) => cells.map((cell, i) => sheetCell(cell, columns[i], hour))),
  }
}

const widthByUnit: Record<ReportColumn['unit'], number> = { text: 24, count: 12, seconds: 14, instant: 20, ratio: 12, money: 16, spans: 48 }

function sheetCell(cell: ReportCell, column: ReportColumn | undefined, hour: Intl.DateTimeFormat): Cell {
  if (cell === null) return null
  if (Array.isArray(cell)) return cell.map(({ from, to }) => hour.formatRange(new Date(from), new Date(to))).join('; ')
  if (typeof cell === 'string') return column?.unit === 'instant' ? { instant: cell } : cell
  if (typeof cell === 'object') return cell as Money
  if (column?.unit === 'seconds') return { seconds: cell }
  return column?.unit === 'ratio' ? { ratio: cell } : cell
}
