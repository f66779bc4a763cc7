import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { getAgeing, listBills } from '#purchasing/contract/bill-api.ts'
import { ageingBuckets } from '#purchasing/contract/ageing.ts'
import type { Ageing } from '#purchasing/contract/bill.ts'
import { canPaySuppliers } from '#purchasing/contract/permissions.ts'
import { BillDialog } from '#purchasing/web/bills/bill-dialog.tsx'
import { BillGrid } from '#purchasing/web/bills/bill-grid.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useApiPages } from '#web/query.ts'
import { oneOf, useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { Money, Stat, StatRow } from '#web/ui/marks.tsx'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

const views = ['facturas', 'deuda'] as const
const filters = { abiertas: ['state:eq:open'], todas: [] } as const

/** What is owed to suppliers: bill by bill, and by how long it has been due. */
export function PayablesPage() {
  const t = useT()
  const may = useMay()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const [isNew, setNew] = useState(false)
  const view = oneOf([...views], raw['ver'], 'facturas')
  const which = oneOf(['abiertas', 'todas'], raw['cuales'], 'abiertas')
  useTopic('purchasing.payables')
  const { data, error, refetch } = useApi(getAgeing, {})
  const list = useApiPages(listBills, { filter: [...filters[which]], sort: which === 'todas' ? '-billedOn' : 'dueOn' })
  return (
    <Page
      title={t('purchasing.nav.payables')}
      back="/compras"
      body="bare"
      actions={
        may(canPaySuppliers) && (
          <Button leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setNew(true)}>
            {t('purchasing.bills.new')}
          </Button>
        )
      }
    >
      <div className={s.over}>
        <SegmentedTabs
          label={t('purchasing.payables.view')}
          value={view}
          choices={views.map((value) => ({ value, label: t(`purchasing.payables.${value}`) }))}
          onChange={(ver) => setSearch({ ver: ver === 'facturas' ? undefined : ver })}
        />
        {view === 'facturas' && (
          <SegmentedTabs
            label={t('purchasing.payables.which')}
            value={which}
            choices={(['abiertas', 'todas'] as const).map((value) => ({ value, label: t(`purchasing.payables.${value}`) }))}
            onChange={(cuales) => setSearch({ cuales: cuales === 'abiertas' ? undefined : cuales })}
          />
        )}
      </div>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={5} face={false} />
      ) : (
        <Totals ageing={data as Ageing} />
      )}
      {view === 'deuda' && data && <BySupplier ageing={data as Ageing} />}
      {view === 'facturas' && (
        <BillGrid list={list} empty={<EmptyState title={t('purchasing.bills.none_title')} hint={t('purchasing.bills.none_hint')} />} />
      )}
      {isNew && <BillDialog onClose={() => setNew(false)} />}
    </Page>
  )
}

function Totals({ ageing }: { ageing: Ageing }) {
  const t = useT()
  return ageing.totals.map((row) => (
    <div key={row.currency} className={s.totals}>
      <StatRow>
        <Stat label={t('purchasing.payables.owed')} value={<Money amountMinor={row.totalMinor} currency={row.currency} />} />
        <Stat label={t('purchasing.payables.overdue')} value={<Money amountMinor={row.overdueMinor} currency={row.currency} />} />
        <Stat label={t('purchasing.reports.columns.current')} value={<Money amountMinor={row.current} currency={row.currency} />} />
      </StatRow>
    </div>
  ))
}

function BySupplier({ ageing }: { ageing: Ageing }) {
  const t = useT()
  if (ageing.suppliers.length === 0)
    return <EmptyState title={t('purchasing.payables.empty_title')} hint={t('purchasing.payables.empty_hint')} isPage />
  return (
    <div className={s.body}>
      <div className={s.scroll}>
        <table className={s.table}>
          <thead>
            <tr>
              <th>{t('purchasing.list.supplier')}</th>
              {ageingBuckets.map((bucket) => (
                <th key={bucket} data-end>
                  {t(`purchasing.reports.columns.${bucket}`)}
                </th>
              ))}
              <th data-end>{t('purchasing.list.total')}</th>
            </tr>
          </thead>
          <tbody>
            {ageing.suppliers.map((row) => (
              <tr key={`${row.supplierId} ${row.currency}`}>
                <td>{row.contactId ? <Link to={`/contactos/${row.contactId}`}>{row.supplierName}</Link> : row.supplierName}</td>
                {ageingBuckets.map((bucket) => (
                  <td key={bucket} data-end>
                    {row[bucket] === 0 ? '—' : <Money amountMinor={row[bucket]} currency={row.currency} />}
                  </td>
                ))}
                <td data-end>
                  <Money amountMinor={row.totalMinor} currency={row.currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
