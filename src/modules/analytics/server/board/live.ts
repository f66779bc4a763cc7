import { live, type Live, type Module } from '#kernel/module.ts'
import { canReadBoard } from '#analytics/contract/permissions.ts'

export const boardTopic = 'analytics.board'

/** Open boards hear that a block of figures moved and ask for it again; the figures themselves depend on who asks. */
export function liveOf(modules: readonly Module[]): Live[] {
  return modules
    .flatMap((module) => module.metrics ?? [])
    .flatMap((metric) =>
      metric.movedBy.map((event) =>
        live(
          event,
          () => [boardTopic],
          (viewer) =>
            viewer.permissions.has(canReadBoard.code) && viewer.permissions.has(metric.permission.code) ? { moved: metric.code } : null,
          'analytics.board.moved',
        ),
      ),
    )
}
