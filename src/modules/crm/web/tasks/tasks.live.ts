import type { QueryClient } from '@tanstack/react-query'
import { getTask, listTasks } from '#crm/contract/task-api.ts'
import * as events from '#crm/contract/task-events.ts'
import { liveHandler } from '#web/module.ts'

export const tasksTopic = 'crm.tasks'

export const askTasksAgain = (queryClient: QueryClient): void => {
  for (const { path } of [listTasks, getTask]) void queryClient.invalidateQueries({ queryKey: [path] })
}

export const taskHandlers = Object.values(events).map((event) => liveHandler(event, (queryClient) => askTasksAgain(queryClient)))
