import { defineModule, serve } from '#kernel/module.ts'
import { getBoard, getReport, listReports, writeReportFile } from '#analytics/contract/api.ts'
import { canReadBoard, canReadReports } from '#analytics/contract/permissions.ts'
import { boardTopic } from '#analytics/server/board/live.ts'
import * as board from '#analytics/server/board/board.ts'
import * as reports from '#analytics/server/reports/reports.ts'

export default defineModule({
  name: 'analytics',
  needs: ['identity'],
  permissions: [canReadBoard, canReadReports],
  topics: [{ prefix: boardTopic, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadBoard)) }],
  routes: [
    serve(getBoard, board.read),
    serve(listReports, reports.list),
    serve(getReport, reports.read),
    serve(writeReportFile, reports.writeFile),
  ],
})
