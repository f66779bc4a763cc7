import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconBookmark, IconBookmarkPlus, IconChecks, IconPencil, IconTrash, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { inboxViews } from '#conversations/contract/inbox-view-api.ts'
import type { InboxView } from '#conversations/contract/inbox-view.ts'
import { canAssign, canReply } from '#conversations/contract/permissions.ts'
import { type InboxSearch, inboxSearch } from '#conversations/web/inbox/inbox-search.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { lateDialog } from '#web/late-part.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useViewActions } from '#web/views/view-actions.ts'
import type { Named } from '#web/views/name-dialog.tsx'
import s from '#conversations/web/views/views-menu.module.css'

const NameDialog = lateDialog(() => import('#web/views/name-dialog.tsx').then((file) => file.NameDialog))

type Props = { search: InboxSearch; onGo: (search: InboxSearch) => void; onPick: () => void }
type Naming = { view: InboxView | null }

/** The views with a name, what can be done with the one on screen, and the way to choose several conversations. */
export function ViewsMenu({ search, onGo, onPick }: Props) {
  const t = useT()
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  const [naming, setNaming] = useState<Naming | null>(null)
  const { data } = useApi(inboxViews.list, {}, { enabled: isOpen })
  const actions = useViewActions({
    api: inboxViews,
    asks: (name) => ({ title: t('conversations.views.delete_title', { name }), confirm: t('web.action.delete') }),
    onGone: () => onGo({}),
  })
  const views = data?.items ?? []
  const now = JSON.stringify(viewQuery(search))
  const current = views.find(({ query }) => JSON.stringify(viewQuery(inboxSearch(query))) === now)
  const save = ({ view }: Naming, named: Named) =>
    view ? actions.update({ id: view.id, ...named }, { ifMatch: view.version }) : actions.create({ ...named, query: viewQuery(search) })
  const mayChange = current !== undefined && (current.isMine || may(canAssign))
  return (
    <>
      <Menu opened={isOpen} onChange={setOpen} position="bottom-end" width={264}>
        <Menu.Target>
          <Tooltip label={t('conversations.views.title')} disabled={isOpen}>
            <ActionIcon aria-label={t('conversations.views.title')}>
              <IconBookmark size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('conversations.views.title')}</Menu.Label>
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
            <Menu.Item leftSection={<IconBookmarkPlus size={15} stroke={1.7} />} onClick={() => setNaming({ view: null })}>
              {t('conversations.views.save')}
            </Menu.Item>
          )}
          {current && mayChange && (
            <>
              <Menu.Item leftSection={<IconPencil size={15} stroke={1.7} />} onClick={() => setNaming({ view: current })}>
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
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <NameDialog
          view={naming.view}
          words="conversations.views"
          example={t('conversations.views.name_hint')}
          mayShare={may(canAssign)}
          onSave={(named) => save(naming, named).then(() => setNaming(null))}
          onClose={() => setNaming(null)}
        />
      )}
    </>
  )
}

/** What a view keeps of the address: not the words that are looked for at the moment, nor the message that is being read. */
function viewQuery({ buscar: _words, mensaje: _message, ...search }: InboxSearch): Record<string, string> {
  const entries = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(entries.toSorted(([a], [b]) => a.localeCompare(b)))
}
