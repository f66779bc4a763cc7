import { IconAlarm, IconCalendarDue } from '@tabler/icons-react'
import type { Task } from '#crm/contract/task.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useNow } from '#web/ui/time.tsx'
import s from '#crm/web/tasks/tasks.module.css'

/** When it is due: today by the hour, other days by day and hour; late in red with its word. */
export function DueText({ task }: { task: Pick<Task, 'dueAt' | 'state'> }) {
  const t = useT()
  const format = useFormat()
  const now = useNow('minute')
  if (task.dueAt === null) return <span className={s.due}>{t('crm.tasks.no_due')}</span>
  const isLate = task.state === 'open' && task.dueAt <= now
  const isToday = format.dayOf(task.dueAt) === format.dayOf(now)
  const when = isToday ? format.hour(task.dueAt) : `${format.day(task.dueAt, now)} ${format.hour(task.dueAt)}`
  const Sign = isLate ? IconAlarm : IconCalendarDue
  return (
    <time className={s.due} dateTime={task.dueAt} title={format.full(task.dueAt)} data-late={isLate || undefined}>
      <Sign size={14} stroke={1.8} aria-hidden />
      {isLate ? `${t('crm.tasks.late')} · ${when}` : when}
    </time>
  )
}
