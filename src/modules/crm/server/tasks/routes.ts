import { serve, type Route } from '#kernel/module.ts'
import * as taskApi from '#crm/contract/task-api.ts'
import * as tasks from '#crm/server/tasks/tasks.ts'

export const taskRoutes: readonly Route[] = [
  serve(taskApi.listTasks, tasks.list),
  serve(taskApi.getTask, tasks.get),
  serve(taskApi.createTask, tasks.create),
  serve(taskApi.updateTask, tasks.update),
  serve(taskApi.setTaskState, tasks.setState),
  serve(taskApi.deleteTask, tasks.remove),
]
