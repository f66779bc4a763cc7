import { Button, Modal } from '@mantine/core'
import { IconCheck, IconMessageCircle, IconRotate, IconTrash, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { canWriteTasks } from '#crm/contract/permissions.ts'
import { deleteTask, getTask } from '#crm/contract/task-api.ts'
import type { Task } from '#crm/contract/task.ts'
import { DueText } from '#crm/web/tasks/due-text.tsx'
import { TaskForm, type TaskStart } from '#crm/web/tasks/task-form.tsx'
import { useCompletion } from '#crm/web/tasks/task-list.tsx'
import { askTasksAgain } from '#crm/web/tasks/tasks.live.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { confirm } from '#web/ui/dialog.ts'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/tasks/tasks.module.css'

/** A new one. */
export function NewTaskDialog({ start, onClose }: { start?: TaskStart; onClose: () => void }) {
  const t = useT()
  const created = () => {
    void toast({ text: t('crm.tasks.created'), name: 'task' })
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('crm.tasks.new')} size={520} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <TaskForm {...(start && { start })} onDone={created} onCancel={onClose} />
    </Modal>
  )
}

/** One that is there: what it is about, its form, and that it is done. */
export function TaskDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const { data: task, error, refetch } = useApi(getTask, { id })
  return (
    <Modal opened onClose={onClose} title={t('crm.tasks.edit')} size={520} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      {error && !task ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : task ? (
        <Known task={task} onClose={onClose} />
      ) : (
        <ListBones rows={4} face={false} />
      )}
    </Modal>
  )
}

function Known({ task, onClose }: { task: Task; onClose: () => void }) {
  const t = useT()
  const may = useMay()
  const queryClient = useQueryClient()
  const complete = useCompletion()
  const { send: remove } = useSend(deleteTask, {
    onDone: () => {
      askTasksAgain(queryClient)
      void toast({ text: t('crm.tasks.deleted'), name: 'task' })
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'task' }),
  })
  const ask = async () => {
    if (
      !(await confirm({
        title: t('crm.tasks.delete_title'),
        text: t('crm.tasks.delete_hint'),
        confirm: t('crm.tasks.delete'),
        isDangerous: true,
      }))
    )
      return
    onClose()
    remove({ id: task.id }).catch(() => {})
  }
  const isDone = task.state === 'done'
  const mayWrite = may(canWriteTasks)
  return (
    <>
      <div className={s.about}>
        {task.contactId && (
          <Link to={`/contactos/${task.contactId}`}>
            <IconUser size={15} stroke={1.7} aria-hidden />
            {task.contactName}
          </Link>
        )}
        {task.reference && (
          <Link to={task.reference.href}>
            <IconMessageCircle size={15} stroke={1.7} aria-hidden />
            {t('crm.tasks.from', { words: task.reference.words })}
          </Link>
        )}
        {isDone && task.doneByName && <span>{t('crm.tasks.done_by', { name: task.doneByName })}</span>}
        {!isDone && <DueText task={task} />}
      </div>
      {mayWrite && (
        <div className={s.doing}>
          <Button
            variant="default"
            leftSection={isDone ? <IconRotate size={16} stroke={1.7} /> : <IconCheck size={16} stroke={1.7} />}
            onClick={() => {
              complete(task)
              onClose()
            }}
          >
            {t(isDone ? 'crm.tasks.reopen' : 'crm.tasks.complete')}
          </Button>
          <Button variant="subtle" color="red" leftSection={<IconTrash size={16} stroke={1.7} />} onClick={() => void ask()}>
            {t('crm.tasks.delete')}
          </Button>
        </div>
      )}
      {mayWrite ? <TaskForm task={task} onDone={onClose} onCancel={onClose} /> : <p className={s.notes}>{task.notes || task.title}</p>}
    </>
  )
}
