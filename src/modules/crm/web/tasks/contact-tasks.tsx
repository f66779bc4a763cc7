import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { getContact } from '#crm/contract/api.ts'
import { canWriteTasks } from '#crm/contract/permissions.ts'
import { listTasks } from '#crm/contract/task-api.ts'
import { NewTaskDialog, TaskDialog } from '#crm/web/tasks/task-dialog.tsx'
import { TaskList } from '#crm/web/tasks/task-list.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import type { PanelProps } from '#web/module.ts'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { LentPart } from '#web/ui/record-page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'

const mostShown = 50

/** What is to be done for somebody: on their record and beside their conversation. */
export function ContactTasks({ contactId, conversationId }: PanelProps['contact']) {
  const t = useT()
  const may = useMay()
  const [dialog, setDialog] = useState<{ id: string } | 'new' | null>(null)
  const { data: contact } = useApi(getContact, { id: contactId })
  const open = useApi(listTasks, { contactId, limit: mostShown })
  const done = useApi(listTasks, { contactId, state: 'done', limit: 5 })
  // Written from a conversation, it leads back there.
  const from = useRouterState({ select: ({ location }) => /^\/bandeja\/[0-9a-f-]{36}/.exec(location.pathname)?.[0] ?? null })
  useTopic(`crm.contact:${contactId}`)
  const tasks = [...(open.data?.items ?? []), ...(done.data?.items ?? [])]
  return (
    <LentPart title={t('crm.tasks.panel')} isInTab={conversationId === undefined}>
      {open.error && !open.data ? (
        <ErrorState error={open.error} onRetry={() => void open.refetch()} />
      ) : !open.data ? (
        <ListBones rows={3} face={false} />
      ) : tasks.length === 0 ? (
        <p>{t('crm.tasks.empty_contact')}</p>
      ) : (
        <TaskList tasks={tasks} onOpen={({ id }) => setDialog({ id })} withContact={false} />
      )}
      {may(canWriteTasks) && (
        <Button variant="default" size="xs" leftSection={<IconPlus size={15} stroke={1.7} />} onClick={() => setDialog('new')}>
          {t('crm.tasks.new')}
        </Button>
      )}
      {dialog === 'new' && (
        <NewTaskDialog
          start={{
            contactId,
            contactName: contact?.name ?? null,
            reference: from ? { href: from, words: contact?.name ?? t('crm.tasks.reference') } : null,
          }}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog !== null && dialog !== 'new' && <TaskDialog id={dialog.id} onClose={() => setDialog(null)} />}
    </LentPart>
  )
}
