import { getCount, getCountPlan, listCounts } from '#inventory/contract/count-api.ts'
import { countMoved } from '#inventory/contract/count-events.ts'
import { liveHandler } from '#web/module.ts'

/** A sheet that is open follows its own topic; lists are asked again. */
export const countHandlers = [
  liveHandler(countMoved, (queryClient, { countId }: { countId: string }) => {
    for (const { path } of [listCounts, getCountPlan]) void queryClient.invalidateQueries({ queryKey: [path] })
    void queryClient.invalidateQueries({ queryKey: [getCount.path, { id: countId }] })
  }),
]
