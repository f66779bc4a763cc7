import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Board, BoardQuery } from '#analytics/contract/board.ts'
import { canReadBoard, canReadReports } from '#analytics/contract/permissions.ts'
import { ReportChoice, ReportFileQuery, ReportQuery, ReportTable } from '#analytics/contract/report.ts'

/** The figures of a period, in the organization's zone: those that the viewer's rights allow. */
export const getBoard = endpoint({ method: 'GET', path: '/board', permission: canReadBoard, input: BoardQuery, output: Board })

/** The tables that the viewer's rights allow, in their order. */
export const listReports = endpoint({
  method: 'GET',
  path: '/reports',
  permission: canReadReports,
  input: z.object({}),
  output: z.object({ items: z.array(ReportChoice) }),
})

export const getReport = endpoint({
  method: 'GET',
  path: '/reports/:module/:code',
  permission: canReadReports,
  input: ReportQuery,
  output: ReportTable,
})

/** The same table, whole, as a file that is good for an hour. 409 `analytics.too_many_rows` for an XLSX beyond what spreadsheets bear. */
export const writeReportFile = endpoint({
  method: 'POST',
  path: '/reports/:module/:code/files',
  permission: canReadReports,
  input: ReportFileQuery,
  output: z.object({ fileUrl: z.string(), rows: z.int() }),
})
