import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { contactViews } from '#crm/contract/api.ts'
import { canManageFields } from '#crm/contract/permissions.ts'
import type { ContactLook, View } from '#crm/contract/view.ts'
import { type ContactSearch, emptySearch } from '#crm/web/contacts/contact-query.ts'
import { layoutOf, searchOf, viewOf } from '#crm/web/contacts/contact-view.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'
import { ViewTabs } from '#web/ui/filter-bar.tsx'
import { NameDialog, type Named } from '#web/views/name-dialog.tsx'
import { useViewActions } from '#web/views/view-actions.ts'

type Props = { views: readonly View[]; search: ContactSearch; columns: readonly string[]; go: (search: ContactSearch) => void }
type Naming = { view: View | null }

/** Saved views as tabs, what can be done with the one that is open, and the offer to save what is on screen. */
export function ViewBar({ views, search, columns, go }: Props) {
  const t = useT()
  const may = useMay()
  const [naming, setNaming] = useState<Naming | null>(null)
  const current = views.find((view) => view.id === search.vista)
  const onScreen = viewOf(search, columns)
  const layout = layoutOf(search)
  const looks = (query: typeof onScreen, as: typeof layout): string => JSON.stringify([{ ...query, columns: [], by: query.by ?? '' }, as])
  const isMoved = (current ? looks(current.query, current.layout) : looks(viewOf(emptySearch, []), 'list')) !== looks(onScreen, layout)
  const mayChange = current && (current.isMine || may(canManageFields))
  const actions = useViewActions({
    api: contactViews,
    asks: (name) => ({ title: t('crm.views.delete_title', { name }), confirm: t('crm.views.delete') }),
    onGone: () => go(emptySearch),
  })
  const create = (named: Named) =>
    actions.create({ ...named, layout, query: onScreen }).then((view) => go(searchOf(view.query, view.id, view.layout)))
  const rename = ({ id, version }: View, named: Named) => actions.rename({ id, ...named }, { ifMatch: version })
  const keepLook = ({ id, version }: View, look: ContactLook) => actions.update({ id, ...look }, { ifMatch: version })
  return (
    <>
      <ViewTabs
        views={views}
        current={current?.id}
        onChoose={(id) => {
          const view = views.find((one) => one.id === id)
          go(view ? searchOf(view.query, view.id, view.layout) : emptySearch)
        }}
        {...(isMoved && { onSave: () => setNaming({ view: null }) })}
      />
      {current && mayChange && (
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon aria-label={t('crm.views.actions', { name: current.name })}>
              <IconDots size={17} stroke={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {isMoved && (
              <Menu.Item onClick={() => void keepLook(current, { layout, query: onScreen }).catch(() => {})}>
                {t('crm.views.save_changes')}
              </Menu.Item>
            )}
            <Menu.Item onClick={() => setNaming({ view: current })}>{t('crm.views.rename')}</Menu.Item>
            <Menu.Item color="red" onClick={() => void actions.remove(current)}>
              {t('crm.views.delete')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {naming && (
        <NameDialog
          view={naming.view}
          words="crm.views"
          mayShare
          onSave={(named) => (naming.view ? rename(naming.view, named) : create(named)).then(() => setNaming(null))}
          onClose={() => setNaming(null)}
        />
      )}
    </>
  )
}
