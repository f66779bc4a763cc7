import '#web/ui/mantine-forms-css.ts'
import { Button, Menu } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet, IconFileText } from '@tabler/icons-react'
import { listDeals } from '#sales/contract/deal-api.ts'
import { writeDealFile } from '#sales/contract/deal-file-api.ts'
import type { DealCard } from '#sales/contract/deal.ts'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import { filterOf, noFilters } from '#sales/web/deals/board-search.ts'
import { MoveButton, useMoveMany } from '#sales/web/deals/move-bar.tsx'
import { useDealColumns } from '#sales/web/figures/deal-columns.tsx'
import { askFor, isNarrowed, type ListSearch, listState, listStates } from '#sales/web/figures/deal-query.ts'
import { canWriteDeals } from '#sales/contract/permissions.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApiPages, useSend } from '#web/query.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { DataGrid } from '#web/ui/data-grid.tsx'
import { useSelection } from '#web/ui/selection.tsx'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#sales/web/figures/figures.module.css'

/** The deals of a pipeline as rows, in any order, open ones first; also taken along as a file. */
export function DealList({ pipeline }: { pipeline: Pipeline }) {
  const t = useT()
  const [search, set] = useSearchState<ListSearch & Record<string, unknown>>()
  const format = useFormat()
  const now = new Date()
  const asked = askFor(pipeline.id, search, now, format.dayOf(now.toISOString()))
  const list = useApiPages(listDeals, asked, { keepsPrevious: true })
  const state = listState(search)
  const may = useMay()
  const selection = useSelection(JSON.stringify([state, filterOf(search)]))
  const moving = useMoveMany(pipeline, selection.clear)
  const columns = useDealColumns(pipeline, state)
  return (
    <>
      <div className={s.listBar}>
        <SegmentedTabs
          label={t('sales.list.state')}
          value={state}
          choices={listStates.map((value) => ({ value, label: t(`sales.list.${value}`) }))}
          onChange={(value) => set({ cuales: value === 'abiertas' ? undefined : value, orden: undefined })}
        />
        <FileMenu asked={asked} />
      </div>
      <DataGrid<DealCard>
        label={t('sales.list.label', { name: pipeline.name })}
        rows={list.items}
        isStale={list.isStale}
        columns={columns}
        rowId={(row) => row.id}
        rowName={(row) => row.title}
        rowHref={(row) => `/embudos/${pipeline.id}?oportunidad=${row.id}`}
        error={list.error}
        onRetry={list.refetch}
        hasMore={list.hasMore}
        isFetchingMore={list.isFetchingMore}
        onMore={list.fetchMore}
        sort={asked.sort}
        onSort={(orden) => set({ orden })}
        {...(may(canWriteDeals) && { selection, bulk: (ids: readonly string[]) => <MoveButton ids={ids} moving={moving} /> })}
        empty={
          isNarrowed(search) ? (
            <NoResults onClear={() => set(noFilters)} />
          ) : (
            <EmptyState drawing="cards" title={t(`sales.list.none_${state}`)} hint={t('sales.list.none_hint')} />
          )
        }
      />
      {moving.dialog}
    </>
  )
}

function FileMenu({ asked }: { asked: ReturnType<typeof askFor> }) {
  const t = useT()
  const { send, sending } = useSend(writeDealFile, {
    onDone: ({ fileUrl }) => {
      const link = document.createElement('a')
      link.href = fileUrl
      link.download = ''
      link.click()
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'deal-file' }),
  })
  const save = (format: 'csv' | 'xlsx') => void send({ ...asked, format })
  return (
    <Menu position="bottom-end" width={150}>
      <Menu.Target>
        <Button variant="default" loading={sending} leftSection={<IconDownload size={16} stroke={1.7} />}>
          {t('sales.list.download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileSpreadsheet size={15} stroke={1.7} />} onClick={() => save('xlsx')}>
          {t('sales.list.xlsx')}
        </Menu.Item>
        <Menu.Item leftSection={<IconFileText size={15} stroke={1.7} />} onClick={() => save('csv')}>
          {t('sales.list.csv')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
