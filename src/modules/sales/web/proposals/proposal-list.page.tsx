import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useColleagueNames } from '#sales/web/proposals/colleagues.ts'
import { canManageTemplates, canWriteProposals } from '#sales/contract/permissions.ts'
import { archiveProposal, copyProposal, countProposals, listProposals } from '#sales/contract/proposal-api.ts'
import type { ProposalRow } from '#sales/contract/proposal.ts'
import { NewProposalDialog } from '#sales/web/proposals/new-proposal-dialog.tsx'
import { proposalInput, proposalSearch } from '#sales/web/proposals/proposal-search.ts'
import { ProposalStateChip, states } from '#sales/web/proposals/proposal-state.tsx'
import { proposalsTopic } from '#sales/web/proposals/proposals.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useApiPages, useSend } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { useShortcut } from '#web/shortcuts.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { Results } from '#sales/web/signing/results.tsx'
import { Page } from '#web/ui/page.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Money } from '#web/ui/marks.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import { Link, useNavigate } from '@tanstack/react-router'

/** Everything that was offered, the newest first, with where it stands. */
export function ProposalListPage() {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const search = proposalSearch(raw)
  const list = useApiPages(listProposals, proposalInput(search), { keepsPrevious: true })
  const counts = useApi(countProposals, {})
  const colleagues = useColleagueNames()
  const mayWrite = may(canWriteProposals)
  useTopic(proposalsTopic)
  const begin = () => setSearch({ nueva: true })
  useShortcut('n', 'sales.proposals.new', begin, { enabled: mayWrite })
  const failed = (_problem: unknown, text: string) => void toast({ text, tone: 'bad' })
  const copying = useSend(copyProposal, {
    invalidates: [listProposals, countProposals],
    onDone: ({ id }) => void navigate({ to: `/propuestas/${id}` }),
    onProblem: failed,
  })
  const archiving = useSend(archiveProposal, { invalidates: [listProposals, countProposals], onProblem: failed })
  const countOf = (state: string) => counts.data?.states.find((one) => one.state === state)?.count
  const isFiltered = search.buscar !== '' || search.estado.length > 0 || search.responsable.length > 0
  const columns: Column<ProposalRow>[] = [
    { name: 'title', header: t('sales.proposals.name'), width: 'grow', card: 'title', cell: (row) => row.title },
    {
      name: 'number',
      header: t('sales.proposals.number'),
      width: 128,
      sort: 'number',
      card: 'none',
      cell: (row) => <span className="num">{row.number}</span>,
    },
    { name: 'contact', header: t('sales.proposals.contact'), width: 190, cell: (row) => row.contactName },
    {
      name: 'state',
      header: t('sales.proposals.state'),
      width: 150,
      card: 'corner',
      cell: (row) => <ProposalStateChip state={row.state} />,
    },
    {
      name: 'total',
      header: t('sales.paper.total'),
      width: 140,
      align: 'end',
      sort: 'totalMinor',
      cell: (row) => <Money amountMinor={row.totalMinor} currency={row.currency} />,
    },
    {
      name: 'validUntil',
      header: t('sales.proposals.valid_until'),
      width: 120,
      align: 'end',
      sort: 'validUntil',
      card: 'none',
      cell: (row) => <span className="num">{format.day(`${row.validUntil}T15:00:00Z`)}</span>,
    },
    { name: 'owner', header: t('sales.proposals.owner'), width: 140, card: 'none', cell: (row) => row.ownerName ?? '' },
    {
      name: 'createdAt',
      header: t('sales.proposals.created'),
      width: 110,
      align: 'end',
      sort: 'createdAt',
      card: 'none',
      cell: (row) => <RelativeTime at={row.createdAt} />,
    },
  ]
  const views = (
    <SegmentedTabs
      label={t('sales.proposals.title')}
      value={search.ver}
      choices={[
        { value: 'actuales', label: t('sales.proposals.current') },
        { value: 'archivadas', label: t('sales.proposals.archived') },
        { value: 'resultados', label: t('sales.proposals.results') },
      ]}
      onChange={(ver) => setSearch({ ver: ver === 'actuales' ? undefined : ver })}
    />
  )
  if (search.ver === 'resultados')
    return (
      <Page title={t('sales.proposals.title')}>
        {views}
        <Results />
      </Page>
    )
  return (
    <>
      <ListPage<ProposalRow>
        title={t('sales.proposals.title')}
        actions={
          <>
            {may(canManageTemplates) && (
              <Button variant="default" component={Link} to="/ajustes/plantillas-de-propuestas">
                {t('sales.templates.short')}
              </Button>
            )}
            {mayWrite && (
              <Button leftSection={<IconPlus size={16} stroke={1.7} />} onClick={begin} title="N">
                {t('sales.proposals.new')}
              </Button>
            )}
          </>
        }
        bar={{
          search: {
            value: search.buscar,
            onChange: (buscar) => setSearch({ buscar: buscar || undefined }),
            placeholder: t('sales.proposals.search'),
          },
          filters: [
            {
              name: 'estado',
              label: t('sales.proposals.state'),
              value: search.estado,
              onChange: (estado) => setSearch({ estado }),
              options: states.map((state) => {
                const count = countOf(state)
                return { value: state, label: count ? `${t(`sales.states.${state}`)} (${count})` : t(`sales.states.${state}`) }
              }),
            },
            {
              name: 'responsable',
              label: t('sales.proposals.owner'),
              value: search.responsable,
              onChange: (responsable) => setSearch({ responsable }),
              options: colleagues.map(({ id, name }) => ({ value: id, label: name })),
            },
          ],
          more: views,
        }}
        grid={{
          label: t('sales.proposals.title'),
          rows: list.items,
          isStale: list.isStale,
          columns,
          rowId: (row) => row.id,
          rowName: (row) => `${row.number} ${row.title}`,
          rowHref: (row) => `/propuestas/${row.id}`,
          error: list.error,
          onRetry: list.refetch,
          hasMore: list.hasMore,
          isFetchingMore: list.isFetchingMore,
          onMore: list.fetchMore,
          sort: search.orden,
          onSort: (orden) => setSearch({ orden }),
          empty:
            isFiltered || search.ver === 'archivadas' ? (
              <NoResults onClear={() => setSearch({ buscar: undefined, estado: [], responsable: [], ver: undefined })} />
            ) : (
              <EmptyState drawing="file" title={t('sales.proposals.empty_title')} hint={t('sales.proposals.empty_hint')} />
            ),
          ...(mayWrite && {
            rowMenu: (row: ProposalRow) => (
              <>
                <Menu.Item onClick={() => void copying.send({ id: row.id }).catch(() => {})}>{t('sales.proposals.copy')}</Menu.Item>
                <Menu.Item onClick={() => void archiving.send({ id: row.id, isArchived: row.archivedAt === null }).catch(() => {})}>
                  {t(row.archivedAt === null ? 'sales.proposals.archive' : 'sales.proposals.restore')}
                </Menu.Item>
              </>
            ),
          }),
        }}
      />
      {search.nueva && mayWrite && <NewProposalDialog onClose={() => setSearch({ nueva: undefined })} />}
    </>
  )
}
