import { Button } from '@mantine/core'
import { IconPlus, IconRefresh } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { listTemplateAccounts, listTemplates, syncTemplates } from '#conversations/contract/template-api.ts'
import { canManageTemplates } from '#conversations/contract/permissions.ts'
import type { Template } from '#conversations/contract/template.ts'
import { useFailureWords } from '#conversations/web/thread/failure-note.tsx'
import { TemplateState, titleOf, useLanguageName } from '#conversations/web/templates/template-marks.tsx'
import { readTemplateSearch, shownStates, type TemplateSearch } from '#conversations/web/templates/template-search.ts'
import s from '#conversations/web/templates/templates.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useApiPages, useSend } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import type { Filter } from '#web/ui/filter-bar.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { EmptyState, NoResults, Notice } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'

const categories = ['marketing', 'utility', 'authentication'] as const

/** Every template of the accounts, as the provider has them, and ours that it has not seen. */
export function TemplateListPage() {
  const t = useT()
  const may = useMay()
  const language = useLanguageName()
  const [address, set] = useSearchState<TemplateSearch>()
  const search = readTemplateSearch(address)
  const filter = [
    ...(search.estado.length > 0 ? [`state:in:${search.estado.join('|')}`] : []),
    ...(search.categoria.length > 0 ? [`category:in:${search.categoria.join('|')}`] : []),
    ...(search.cuenta.length > 0 ? [`wabaId:in:${search.cuenta.join('|')}`] : []),
  ]
  const list = useApiPages(listTemplates, { filter, ...(search.buscar && { search: search.buscar }), limit: 100 }, { keepsPrevious: true })
  const { data: accounts } = useApi(listTemplateAccounts, {})
  const sync = useSend(syncTemplates, { onDone: () => void toast({ text: t('conversations.templates.syncing') }) })
  const mayChange = may(canManageTemplates)
  const isNarrowed = filter.length > 0 || search.buscar !== ''
  const many = (accounts?.items.length ?? 0) > 1

  const filters: Filter[] = [
    {
      name: 'estado',
      label: t('conversations.templates.state'),
      options: shownStates.map((value) => ({ value, label: t(`conversations.templates.states.${value}`) })),
      value: search.estado,
      onChange: (estado) => set({ estado }),
    },
    {
      name: 'categoria',
      label: t('conversations.templates.category'),
      options: categories.map((value) => ({ value, label: t(`conversations.templates.categories.${value}`) })),
      value: search.categoria,
      onChange: (categoria) => set({ categoria }),
    },
    ...(many
      ? [
          {
            name: 'cuenta',
            label: t('conversations.templates.account'),
            options:
              accounts?.items.map(({ wabaId, channels }) => ({ value: wabaId, label: channels.map(({ name }) => name).join(', ') })) ?? [],
            value: search.cuenta,
            onChange: (cuenta: string[]) => set({ cuenta }),
          },
        ]
      : []),
  ]
  const columns: Column<Template>[] = [
    {
      name: 'name',
      header: t('conversations.templates.name'),
      width: 230,
      card: 'title',
      cell: (template) => (
        <span className={s.name}>
          <b>{titleOf(template.name)}</b>
          <small>{language(template.language)}</small>
        </span>
      ),
    },
    {
      name: 'text',
      header: t('conversations.templates.text'),
      width: 'grow',
      cell: (template) => <span className={s.text}>{(template.change ?? template.design).body}</span>,
    },
    {
      name: 'category',
      card: 'none',
      header: t('conversations.templates.category'),
      width: 120,
      cell: ({ category }) => t(`conversations.templates.categories.${category}`),
    },
    {
      name: 'state',
      header: t('conversations.templates.state'),
      width: 150,
      card: 'corner',
      cell: (template) => <TemplateState template={template} />,
    },
    {
      name: 'used',
      card: 'none',
      header: t('conversations.templates.used'),
      width: 120,
      align: 'end',
      cell: ({ usedAt }) => (usedAt ? <RelativeTime at={usedAt} /> : t('conversations.templates.never_used')),
    },
  ]
  const hasChannel = (accounts?.items.length ?? 0) > 0
  const create = mayChange && hasChannel && (
    <Button component={Link} to="/ajustes/plantillas/nueva" leftSection={<IconPlus size={15} />}>
      {t('conversations.templates.new')}
    </Button>
  )
  return (
    <ListPage
      title={t('conversations.templates.title')}
      hint={t('conversations.templates.hint')}
      back="/ajustes"
      actions={
        <>
          {mayChange && hasChannel && (
            <Button
              variant="default"
              leftSection={<IconRefresh size={15} />}
              loading={sync.sending}
              onClick={() => void sync.send({}).catch(() => {})}
            >
              {t('conversations.templates.sync')}
            </Button>
          )}
          {create}
        </>
      }
      bar={{
        search: { value: search.buscar, onChange: (buscar) => set({ buscar }), placeholder: t('conversations.templates.search') },
        filters,
      }}
      grid={{
        label: t('conversations.templates.title'),
        rows: list.items,
        isStale: list.isStale,
        columns,
        rowId: ({ id }) => id,
        rowName: ({ name, language: code }) => `${titleOf(name)} (${code})`,
        rowHref: ({ id }) => `/ajustes/plantillas/${id}`,
        error: list.error,
        onRetry: list.refetch,
        ...(list.hasMore && { onMore: list.fetchMore }),
        empty: isNarrowed ? (
          <NoResults onClear={() => set({ buscar: '', estado: [], categoria: [], cuenta: [] })} />
        ) : (
          <EmptyState
            drawing="chat"
            title={t(`conversations.templates.${accounts && !hasChannel ? 'no_channel' : 'empty'}`)}
            hint={t('conversations.templates.empty_hint')}
            actions={create}
          />
        ),
      }}
    >
      <SyncLine accounts={accounts?.items ?? []} />
    </ListPage>
  )
}

/** When they were last compared, or why that failed. */
function SyncLine({ accounts }: { accounts: readonly { syncedAt: string | null; failure: string | null }[] }) {
  const t = useT()
  const format = useFormat()
  const words = useFailureWords()
  const failed = accounts.find(({ failure }) => failure !== null)
  if (failed?.failure)
    return (
      <div className={s.notice}>
        <Notice tone="warn">{t('conversations.templates.sync_failed', { reason: words(failed.failure).title })}</Notice>
      </div>
    )
  const last = accounts.map(({ syncedAt }) => syncedAt ?? '').toSorted()[0]
  if (accounts.length === 0) return null
  return (
    <p className={s.synced}>
      {last
        ? t('conversations.templates.synced_at', { at: `${format.day(last)} ${format.hour(last)}` })
        : t('conversations.templates.never_synced')}
    </p>
  )
}
