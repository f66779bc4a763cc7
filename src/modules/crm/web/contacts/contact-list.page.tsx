import { Button, Menu } from '@mantine/core'
import {
  IconArchive,
  IconArchiveOff,
  IconArrowBackUp,
  IconCopyCheck,
  IconFileExport,
  IconFileImport,
  IconMessageQuestion,
  IconPlus,
  IconUsersGroup,
  IconX,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { countContacts, listContacts } from '#crm/contract/api.ts'
import type { ContactRow } from '#crm/contract/contact.ts'
import { canExportContacts, canImportContacts, canMergeContacts, canWriteContacts } from '#crm/contract/permissions.ts'
import { useContactChange } from '#crm/web/changes/contact-change.ts'
import { RecentChanges } from '#crm/web/changes/recent-changes.tsx'
import { BulkActions } from '#crm/web/contacts/bulk-actions.tsx'
import { ColumnChoice, useChosenColumns } from '#crm/web/contacts/column-choice.tsx'
import { useSizeText } from '#crm/web/segments/segment-size.tsx'
import { ConditionAdder, conditionText, useNarrowing } from '#crm/web/contacts/condition-adder.tsx'
import { useAllColumns } from '#crm/web/contacts/contact-columns.tsx'
import { useContactFilters } from '#crm/web/contacts/contact-filters.tsx'
import { askFor, type ContactSearch, emptySearch, isNarrowed, readContactSearch } from '#crm/web/contacts/contact-query.ts'
import { useColleagues, useViews } from '#crm/web/contacts/definitions.ts'
import { useExport } from '#crm/web/contacts/export-contacts.ts'
import { ViewBar } from '#crm/web/contacts/view-bar.tsx'
import { ContactBoard } from '#crm/web/layouts/contact-board.tsx'
import { ContactCalendar } from '#crm/web/layouts/contact-calendar.tsx'
import { ByChoice, LayoutChoice, PhoneLayouts } from '#crm/web/layouts/layout-choice.tsx'
import { ListActions } from '#crm/web/segments/list-actions.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { MoreMenu } from '#web/ui/more-menu.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useApiPages } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { useShortcut } from '#web/shortcuts.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { FilterBar } from '#web/ui/filter-bar.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Page } from '#web/ui/page.tsx'
import { useSelection } from '#web/ui/selection.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import '#web/ui/mantine-forms-css.ts'
import s from '#crm/web/contacts/contact-list.module.css'

/** Everybody the shop knows. */
export function ContactListPage() {
  const t = useT()
  const sizeText = useSizeText()
  const may = useMay()
  const navigate = useNavigate()
  const [address, set] = useSearchState<ContactSearch>()
  const search = readContactSearch(address)
  const views = useViews()
  const asked = askFor(search)
  const list = useApiPages(listContacts, asked, { keepsPrevious: true, enabled: search.como === 'lista' || search.ver === 'archivados' })
  const count = useApi(countContacts, { show: asked.show, search: asked.search, filter: asked.filter }, { keepsPrevious: true })
  const selection = useSelection(JSON.stringify(asked))
  const columns = useAllColumns()
  const view = views.find((one) => one.id === search.vista)
  const [chosen, choose] = useChosenColumns(view?.query.columns ?? none)
  const filters = useContactFilters(search, set)
  const exporting = useExport()
  const { change } = useContactChange()
  const [isUndoing, setUndoing] = useState(false)
  useTopic('crm.contacts')
  useTitle(t('crm.list.title'))
  useShortcut('n', 'crm.list.create', () => void navigate({ to: '/contactos/nuevo' }), { enabled: may(canWriteContacts) })

  const isArchive = search.ver === 'archivados'
  const shown = [
    columns.find(({ name }) => name === 'name'),
    ...chosen.map((name) => columns.find((column) => column.name === name && name !== 'name')),
  ].filter((column) => column !== undefined)
  const clear = () => set({ ...emptySearch, ver: search.ver })
  const actions = (
    <>
      <MoreMenu width={230}>
        {may(canImportContacts) && (
          <Menu.Item leftSection={<IconFileImport size={16} stroke={1.7} />} onClick={() => void navigate({ to: '/contactos/importar' })}>
            {t('crm.import.title')}
          </Menu.Item>
        )}
        {may(canExportContacts) && (
          <Menu.Item leftSection={<IconFileExport size={16} stroke={1.7} />} onClick={() => exporting.start(asked)}>
            {t('crm.export.action')}
          </Menu.Item>
        )}
        {may(canMergeContacts) && (
          <Menu.Item leftSection={<IconCopyCheck size={16} stroke={1.7} />} onClick={() => void navigate({ to: '/contactos/duplicados' })}>
            {t('crm.duplicates.title')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconMessageQuestion size={16} stroke={1.7} />}
          onClick={() => void navigate({ to: '/contactos/consultas' })}
        >
          {t('crm.leads.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconUsersGroup size={16} stroke={1.7} />} onClick={() => void navigate({ to: '/contactos/segmentos' })}>
          {t('crm.segment.title')}
        </Menu.Item>
        {may(canWriteContacts) && (
          <Menu.Item leftSection={<IconArrowBackUp size={16} stroke={1.7} />} onClick={() => setUndoing(true)}>
            {t('crm.bulk.recent')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={isArchive ? <IconArchiveOff size={16} stroke={1.7} /> : <IconArchive size={16} stroke={1.7} />}
          onClick={() => set({ ...emptySearch, ver: isArchive ? 'activos' : 'archivados' })}
        >
          {t(isArchive ? 'crm.list.show_active' : 'crm.list.show_archived')}
        </Menu.Item>
      </MoreMenu>
      {may(canWriteContacts) && (
        <Button leftSection={<IconPlus size={16} />} onClick={() => void navigate({ to: '/contactos/nuevo' })}>
          {t('crm.list.create')}
        </Button>
      )}
    </>
  )
  const bar = {
    search: { value: search.buscar, onChange: (buscar: string) => set({ buscar }), placeholder: t('crm.list.search') },
    filters,
    views: isArchive ? undefined : <ViewBar views={views} search={search} columns={chosen} go={(next) => set(next)} />,
    more: <ConditionAdder onAdd={(filter) => set({ filtro: [...search.filtro.filter((other) => other !== filter), filter] })} />,
    aside: (
      <>
        {search.como === 'lista' ? (
          <ColumnChoice columns={columns.filter(({ name }) => name !== 'name')} chosen={chosen} onChange={choose} />
        ) : (
          <ByChoice search={search} set={set} />
        )}
        {!isArchive && <LayoutChoice search={search} set={set} />}
      </>
    ),
  }
  const frame = {
    title: t(isArchive ? 'crm.list.archived_title' : 'crm.list.title'),
    hint: count.data && sizeText(count.data),
    ...(isArchive && { back: '/contactos' }),
    actions,
  }
  if (search.como !== 'lista' && !isArchive)
    return (
      <Page {...frame} body="bare">
        <FilterBar {...bar} />
        <PhoneLayouts search={search} set={set} />
        <Conditions search={search} set={set} />
        {search.como === 'tablero' ? <ContactBoard search={search} /> : <ContactCalendar search={search} />}
      </Page>
    )
  return (
    <ListPage<ContactRow>
      {...frame}
      bar={bar}
      grid={{
        label: t('crm.list.title'),
        rows: list.items,
        isStale: list.isStale,
        columns: shown,
        rowId: (row) => row.id,
        rowName: (row) => row.name,
        rowHref: (row) => `/contactos/${row.id}`,
        error: list.error,
        onRetry: list.refetch,
        hasMore: list.hasMore,
        isFetchingMore: list.isFetchingMore,
        onMore: list.fetchMore,
        sort: search.orden,
        onSort: (orden) => set({ orden }),
        cardFace: (row) => <Avatar name={row.name} size={36} />,
        empty: isNarrowed(search) ? (
          <NoResults onClear={clear} />
        ) : isArchive ? (
          <EmptyState drawing="people" title={t('crm.list.no_archived')} />
        ) : (
          <FirstRun />
        ),
        ...(may(canWriteContacts) && {
          selection,
          bulk: (ids: readonly string[]) => (
            <>
              <BulkActions ids={ids} isArchived={isArchive} onDone={selection.clear} />
              <ListActions ids={ids} shownId={search.segmento.length === 1 ? search.segmento[0] : undefined} onDone={selection.clear} />
            </>
          ),
          rowMenu: (row: ContactRow) => (
            <>
              <Menu.Item onClick={() => void navigate({ to: `/contactos/${row.id}/editar` })}>{t('web.action.edit')}</Menu.Item>
              <Menu.Item onClick={() => void change([row.id], { kind: isArchive ? 'restore' : 'archive' })}>
                {t(isArchive ? 'crm.contact.restore' : 'crm.contact.archive')}
              </Menu.Item>
            </>
          ),
        }),
      }}
    >
      <PhoneLayouts search={search} set={set} />
      <Conditions search={search} set={set} />
      {isUndoing && <RecentChanges onClose={() => setUndoing(false)} />}
    </ListPage>
  )
}

const none: readonly string[] = []

/** Conditions on the city and custom fields that hold now. */
function Conditions({ search, set }: { search: ContactSearch; set: (change: Partial<ContactSearch>) => void }) {
  const t = useT()
  const format = useFormat()
  const definitions = useNarrowing()
  const { nameOf } = useColleagues()
  if (search.filtro.length === 0) return null
  return (
    <div className={s.conditions}>
      {search.filtro.map((filter) => {
        const text = conditionText(filter, definitions, { t, format, nameOf })
        return (
          <span key={filter} className={s.condition}>
            {text}
            <button
              type="button"
              aria-label={t('web.list.remove_filter', { name: text })}
              onClick={() => set({ filtro: search.filtro.filter((other) => other !== filter) })}
            >
              <IconX size={12} />
            </button>
          </span>
        )
      })}
    </div>
  )
}

function FirstRun() {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  return (
    <EmptyState
      drawing="people"
      title={t('crm.list.empty_title')}
      hint={t('crm.list.empty_hint')}
      actions={
        <>
          {may(canWriteContacts) && (
            <Button variant="default" onClick={() => void navigate({ to: '/contactos/nuevo' })}>
              {t('crm.list.create')}
            </Button>
          )}
          {may(canImportContacts) && (
            <Button variant="subtle" color="gray" onClick={() => void navigate({ to: '/contactos/importar' })}>
              {t('crm.import.title')}
            </Button>
          )}
        </>
      }
    />
  )
}
