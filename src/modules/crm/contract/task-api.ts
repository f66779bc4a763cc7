import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { canReadTasks, canWriteTasks } from '#crm/contract/permissions.ts'
import { CreateTask, ListTasks, Task, TaskState, UpdateTask } from '#crm/contract/task.ts'

const One = z.object({ id: Id })

/** Open ones by their moment, those without one last; done ones newest first. */
export const listTasks = endpoint({ method: 'GET', path: '/tasks', permission: canReadTasks, input: ListTasks, output: pageOf(Task) })
export const getTask = endpoint({ method: 'GET', path: '/tasks/:id', permission: canReadTasks, input: One, output: Task })
export const createTask = endpoint({ method: 'POST', path: '/tasks', permission: canWriteTasks, input: CreateTask, output: Task })
export const updateTask = endpoint({
  method: 'PATCH',
  path: '/tasks/:id',
  permission: canWriteTasks,
  input: UpdateTask,
  output: Task,
  versioned: true,
})
/** Done, or to be done again. Doing one that repeats makes the next one. */
export const setTaskState = endpoint({
  method: 'PUT',
  path: '/tasks/:id/state',
  permission: canWriteTasks,
  input: One.extend({ state: TaskState }),
  output: Task,
})
export const deleteTask = endpoint({ method: 'DELETE', path: '/tasks/:id', permission: canWriteTasks, input: One, output: z.object({}) })
