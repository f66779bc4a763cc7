import { Select, Textarea, TextInput } from '@mantine/core'
import { clockIn, instantAt } from '#kernel/contract/wall-clock.ts'
import { listContacts } from '#crm/contract/api.ts'
import { createTask, getTask, updateTask } from '#crm/contract/task-api.ts'
import type { Repeats, Task } from '#crm/contract/task.ts'
import { useColleagues } from '#crm/web/contacts/definitions.ts'
import { askTasksAgain } from '#crm/web/tasks/tasks.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { FoundSelect } from '#web/ui/found-select.tsx'

export type TaskStart = { contactId?: string | null; contactName?: string | null; reference?: Task['reference'] }
type Props = { task?: Task | undefined; start?: TaskStart; onDone: (task: Task) => void; onCancel: () => void }

const reminders = ['never', '0', '15', '60', '1440'] as const
const repetitions: readonly Repeats[] = ['never', 'daily', 'weekly', 'monthly']
const priorities: readonly Task['priority'][] = ['urgent', 'high', 'normal', 'low']

/** A new task, or one that is changed. */
export function TaskForm({ task, start = {}, onDone, onCancel }: Props) {
  const t = useT()
  const { region } = useFormat()
  const { person } = useSession()
  const queryClient = useQueryClient()
  const { colleagues } = useColleagues()
  // The zone in which the task was meant.
  const zone = task?.zone ?? region.zone
  const done = (saved: Task) => {
    askTasksAgain(queryClient)
    onDone(saved)
  }
  const { send: create } = useSend(createTask, { onDone: done })
  const { send: change } = useSend(updateTask, { rereads: [getTask], onDone: done })
  const form = useContractForm({
    version: task?.version,
    initialValues: {
      title: task?.title ?? '',
      notes: task?.notes ?? '',
      due: task?.dueAt ? clockIn(zone, task.dueAt) : '',
      remind: task?.remindMinutes == null ? 'never' : String(task.remindMinutes),
      repeats: task?.repeats ?? 'never',
      priority: task?.priority ?? 'normal',
      assigneeId: (task ? task.assigneeId : (person?.id ?? null)) as string | null,
      contactId: (task?.contactId ?? start.contactId ?? null) as string | null,
    },
    validate: { title: (title: string) => (title.trim() === '' ? t('crm.tasks.title_missing') : null) },
    save: ({ due, remind, contactId, ...values }, begun) => {
      const dueAt = instantAt(zone, due)
      const input = {
        ...values,
        dueAt,
        zone,
        remindMinutes: dueAt === null || remind === 'never' ? null : Number(remind),
        repeats: dueAt === null ? ('never' as const) : values.repeats,
      }
      return task ? change({ id: task.id, ...input }, begun) : create({ ...input, contactId, reference: start.reference ?? null })
    },
  })
  const values = form.getValues()
  const hasDue = values.due !== ''
  return (
    <CheckedForm form={form}>
      <Fields>
        <FormProblem form={form} />
        <TextInput label={t('crm.tasks.name')} maxLength={200} data-autofocus {...form.field('title')} />
        <Textarea label={t('crm.tasks.notes')} autosize minRows={2} maxRows={8} maxLength={2000} {...form.field('notes')} />
        {!task && (
          <FoundSelect
            label={t('crm.tasks.contact')}
            placeholder={t('crm.tasks.find_contact')}
            clearable
            among={listContacts}
            known={start.contactId && start.contactName ? { id: start.contactId, name: start.contactName } : null}
            value={values.contactId}
            onChange={(contact) => form.setFieldValue('contactId', contact?.id ?? null)}
          />
        )}
        <FieldRow>
          <DateField hasHour label={t('crm.tasks.due')} {...form.field('due')} />
          <Select
            label={t('crm.tasks.assignee')}
            placeholder={t('crm.tasks.nobody')}
            data={colleagues
              .filter(({ isActive, id }) => isActive || id === values.assigneeId)
              .map(({ id, name }) => ({ value: id, label: id === person?.id ? `${name} (${t('crm.tasks.me')})` : name }))}
            clearable
            {...form.field('assigneeId')}
          />
        </FieldRow>
        {hasDue && (
          <FieldRow>
            <Select
              label={t('crm.tasks.remind')}
              data={remindersWith(values.remind).map((minutes) => ({
                value: minutes,
                label: reminderLabel(minutes, t),
              }))}
              allowDeselect={false}
              {...form.field('remind')}
            />
            <Select
              label={t('crm.tasks.repeats')}
              data={repetitions.map((one) => ({ value: one, label: t(`crm.tasks.repeats_choices.${one}`) }))}
              allowDeselect={false}
              {...form.field('repeats')}
            />
          </FieldRow>
        )}
        <Select
          label={t('crm.tasks.priority')}
          data={priorities.map((one) => ({ value: one, label: t(`crm.tasks.priorities.${one}`) }))}
          allowDeselect={false}
          {...form.field('priority')}
        />
      </Fields>
      <FormButtons submit={t(task ? 'crm.tasks.save' : 'crm.tasks.create')} isSaving={form.isSaving} onCancel={onCancel} />
    </CheckedForm>
  )
}

/** The usual ones, and the one that came from elsewhere. */
const remindersWith = (chosen: string): string[] => [...new Set([...reminders, chosen])]
const reminderLabel = (minutes: string, t: ReturnType<typeof useT>): string =>
  (reminders as readonly string[]).includes(minutes)
    ? t(`crm.tasks.remind_choices.${minutes === 'never' ? 'never' : `m${minutes}`}`)
    : t('crm.tasks.remind_choices.minutes', { minutes })
