import { defineModule, serve } from '#kernel/module.ts'
import { getBoard } from '#analytics/contract/api.ts'
import { canReadBoard } from '#analytics/contract/permissions.ts'
import { boardTopic } from '#analytics/server/board/live.ts'
import * as board from '#analytics/server/board/board.ts'

export default defineModule({
  name: 'analytics',
  needs: ['identity'],
  permissions: [canReadBoard],
  topics: [{ prefix: boardTopic, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadBoard)) }],
  routes: [serve(getBoard, board.read)],
})
