import { Checkbox } from '@mantine/core'
import '#web/ui/mantine-forms-css.ts'
import { IconRepeat } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { setTaskState } from '#crm/contract/task-api.ts'
import { canWriteTasks } from '#crm/contract/permissions.ts'
import type { Task } from '#crm/contract/task.ts'
import { DueText } from '#crm/web/tasks/due-text.tsx'
import { askTasksAgain } from '#crm/web/tasks/tasks.live.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Chip } from '#web/ui/marks.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/tasks/tasks.module.css'

type Props = { tasks: readonly Task[]; isStale?: boolean; onOpen: (task: Task) => void; withContact?: boolean }

/** Tasks with their box: what, about whom, by when, whose. */
export function TaskList({ tasks, isStale, onOpen, withContact = true }: Props) {
  return (
    <ul className={s.list} aria-busy={isStale}>
      {tasks.map((task) => (
        <Row key={task.id} task={task} onOpen={() => onOpen(task)} withContact={withContact} />
      ))}
    </ul>
  )
}

function Row({ task, onOpen, withContact }: { task: Task; onOpen: () => void; withContact: boolean }) {
  const t = useT()
  const may = useMay()
  const complete = useCompletion()
  const isDone = task.state === 'done'
  return (
    <li className={s.row} data-done={isDone || undefined}>
      <Checkbox
        checked={isDone}
        disabled={!may(canWriteTasks)}
        aria-label={`${t(isDone ? 'crm.tasks.reopen' : 'crm.tasks.complete')}: ${task.title}`}
        onChange={() => complete(task)}
      />
      <button type="button" className={s.words} onClick={onOpen}>
        <span className={s.title}>{task.title}</span>
        <small>
          <DueText task={task} />
          {withContact && task.contactName && <span>{task.contactName}</span>}
          <span>{task.assigneeName ?? t('crm.tasks.nobody')}</span>
          {task.repeats !== 'never' && (
            <span>
              <IconRepeat size={13} stroke={1.8} aria-hidden /> {t(`crm.tasks.repeats_choices.${task.repeats}`)}
            </span>
          )}
        </small>
      </button>
      {!isDone && (task.priority === 'urgent' || task.priority === 'high') && (
        <Chip tone={task.priority === 'urgent' ? 'bad' : 'warn'}>{t(`crm.tasks.priorities.${task.priority}`)}</Chip>
      )}
    </li>
  )
}

/** Done, or to be done again, with the way back in the toast. */
export function useCompletion(): (task: Pick<Task, 'id' | 'state'>) => void {
  const t = useT()
  const queryClient = useQueryClient()
  const { send } = useSend(setTaskState, {
    onDone: () => askTasksAgain(queryClient),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'task' }),
  })
  const set = (id: string, state: Task['state']) => send({ id, state })
  return ({ id, state }) => {
    const next = state === 'done' ? 'open' : 'done'
    set(id, next).then(
      () =>
        void toast({
          text: t(next === 'done' ? 'crm.tasks.completed' : 'crm.tasks.reopen'),
          name: 'task',
          undo: () => void set(id, state).catch(() => {}),
        }),
      () => {},
    )
  }
}
