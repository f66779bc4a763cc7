import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import { canWriteTasks } from '#crm/contract/permissions.ts'
import { listTasks } from '#crm/contract/task-api.ts'
import { NewTaskDialog, TaskDialog } from '#crm/web/tasks/task-dialog.tsx'
import { TaskList } from '#crm/web/tasks/task-list.tsx'
import { taskInput, taskSearch } from '#crm/web/tasks/task-search.ts'
import { tasksTopic } from '#crm/web/tasks/tasks.live.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApiPages } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { useShortcut } from '#web/shortcuts.ts'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#crm/web/tasks/tasks.module.css'

/** What is to be done, mine first. */
export function TasksPage() {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  const { id } = useParams({ strict: false }) as { id?: string }
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const search = taskSearch(raw)
  const list = useApiPages(listTasks, taskInput(search), { keepsPrevious: true })
  useTopic(tasksTopic)
  const mayWrite = may(canWriteTasks)
  const begin = () => setSearch({ nueva: true })
  useShortcut('n', 'crm.tasks.new', begin, { enabled: mayWrite })
  const open = (taskId: string | undefined) =>
    void navigate({ to: taskId ? `/tareas/${taskId}` : '/tareas', search: ((last: object) => last) as never })
  return (
    <Page
      title={t('crm.tasks.title')}
      actions={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} stroke={1.7} />} onClick={begin} title="N">
            {t('crm.tasks.new')}
          </Button>
        )
      }
    >
      <div className={s.filters}>
        <SegmentedTabs
          label={t('crm.tasks.assignee')}
          value={search.de}
          choices={[
            { value: 'mias', label: t('crm.tasks.mine') },
            { value: 'todas', label: t('crm.tasks.all') },
            { value: 'nadie', label: t('crm.tasks.nobody') },
          ]}
          onChange={(de) => setSearch({ de: de === 'mias' ? undefined : de })}
        />
        <SegmentedTabs
          label={t('crm.tasks.title')}
          value={search.ver}
          choices={[
            { value: 'pendientes', label: t('crm.tasks.open') },
            { value: 'hechas', label: t('crm.tasks.done') },
          ]}
          onChange={(ver) => setSearch({ ver: ver === 'pendientes' ? undefined : ver })}
        />
      </div>
      {list.error && !list.items ? (
        <ErrorState error={list.error} onRetry={list.refetch} />
      ) : !list.items || (list.isStale && list.items.length === 0) ? (
        <ListBones rows={8} face={false} />
      ) : list.items.length === 0 ? (
        <EmptyState
          drawing="cards"
          title={t(search.ver === 'hechas' ? 'crm.tasks.empty_done' : 'crm.tasks.empty_title')}
          {...(search.ver === 'pendientes' && { hint: t('crm.tasks.empty_hint') })}
        />
      ) : (
        <>
          <TaskList tasks={list.items} isStale={list.isStale} onOpen={(task) => open(task.id)} />
          {list.hasMore && (
            <Button variant="default" loading={list.isFetchingMore} onClick={list.fetchMore}>
              {t('web.list.load_more')}
            </Button>
          )}
        </>
      )}
      {id && <TaskDialog id={id} onClose={() => open(undefined)} />}
      {search.nueva && mayWrite && <NewTaskDialog onClose={() => setSearch({ nueva: undefined })} />}
    </Page>
  )
}
