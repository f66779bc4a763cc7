import { Menu } from '@mantine/core'
import { IconBookmark, IconBookmarkPlus, IconChecks, IconPencil, IconTrash, IconUsers } from '@tabler/icons-react'
import { inboxViews } from '#conversations/contract/inbox-view-api.ts'
import { canAssign, canReply } from '#conversations/contract/permissions.ts'
import { inboxSearch } from '#conversations/web/inbox/inbox-search.ts'
import { useInboxViewActions, viewQuery, type Naming } from '#conversations/web/views/view-naming.tsx'
import type { ViewsProps } from '#conversations/web/views/views-menu.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import s from '#conversations/web/views/views-menu.module.css'

/** What the menu of views holds. */
export function ViewsList({ search, onGo, onPick, onName }: ViewsProps & { onName: (naming: Naming) => void }) {
  const t = useT()
  const may = useMay()
  const { data } = useApi(inboxViews.list, {})
  const actions = useInboxViewActions(() => onGo({}))
  const views = data?.items ?? []
  const now = JSON.stringify(viewQuery(search))
  const current = views.find(({ query }) => JSON.stringify(viewQuery(inboxSearch(query))) === now)
  const mayChange = current !== undefined && (current.isMine || may(canAssign))
  return (
    <>
      {views.map((view) => (
        <Menu.Item
          key={view.id}
          leftSection={view.isShared ? <IconUsers size={15} stroke={1.7} /> : <IconBookmark size={15} stroke={1.7} />}
          aria-current={view === current ? 'true' : undefined}
          className={view === current ? s.currentView : undefined}
          onClick={() => onGo(inboxSearch(view.query))}
        >
          {view.name}
        </Menu.Item>
      ))}
      {data && views.length === 0 && <p className={s.noViews}>{t('conversations.views.none')}</p>}
      <Menu.Divider />
      {!current && (
        <Menu.Item leftSection={<IconBookmarkPlus size={15} stroke={1.7} />} onClick={() => onName({ view: null })}>
          {t('conversations.views.save')}
        </Menu.Item>
      )}
      {current && mayChange && (
        <>
          <Menu.Item leftSection={<IconPencil size={15} stroke={1.7} />} onClick={() => onName({ view: current })}>
            {t('conversations.views.change', { name: current.name })}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} stroke={1.7} />} color="red" onClick={() => void actions.remove(current)}>
            {t('conversations.views.delete', { name: current.name })}
          </Menu.Item>
        </>
      )}
      {may(canReply) && (
        <Menu.Item leftSection={<IconChecks size={15} stroke={1.7} />} onClick={onPick}>
          {t('conversations.bulk.pick')}
        </Menu.Item>
      )}
    </>
  )
}
