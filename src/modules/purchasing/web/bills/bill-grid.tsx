import { type ReactNode, useState } from 'react'
import type { BillCard } from '#purchasing/contract/bill.ts'
import { BillSheet } from '#purchasing/web/bills/bill-sheet.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { type Column, DataGrid } from '#web/ui/data-grid.tsx'
import { Chip, Money } from '#web/ui/marks.tsx'
import { useToday } from '#web/ui/time.tsx'

type List = {
  items: readonly BillCard[] | undefined
  error?: unknown
  refetch: () => void
  hasMore: boolean
  isFetchingMore: boolean
  fetchMore: () => void
}

/** Bills and credits; one opens beside the page. */
export function BillGrid({ list, empty }: { list: List; empty: ReactNode }) {
  const t = useT()
  const format = useFormat()
  const today = useToday()
  const [open, setOpen] = useState<string | null>(null)
  const day = (text: string): string => format.day(`${text}T12:00:00Z`)
  const columns: Column<BillCard>[] = [
    {
      name: 'number',
      header: t('purchasing.bills.number'),
      width: 190,
      card: 'title',
      cell: (row) => `${row.kind === 'credit' ? `${t('purchasing.bills.credit_short')} ` : ''}${row.number}`,
    },
    { name: 'supplier', header: t('purchasing.list.supplier'), width: 'grow', cell: (row) => row.supplierName },
    {
      name: 'state',
      header: t('purchasing.list.state'),
      width: 150,
      card: 'corner',
      cell: (row) => <BillChip bill={row} today={today} />,
    },
    { name: 'due', header: t('purchasing.bills.due'), width: 110, align: 'end', cell: (row) => day(row.dueOn) },
    {
      name: 'total',
      header: t('purchasing.list.total'),
      width: 140,
      align: 'end',
      card: 'none',
      cell: (row) => <Money amountMinor={row.totalMinor} currency={row.currency} />,
    },
    {
      name: 'owed',
      header: t('purchasing.bills.owed'),
      width: 140,
      align: 'end',
      cell: (row) => <Money amountMinor={row.kind === 'credit' ? -row.owedMinor : row.owedMinor} currency={row.currency} />,
    },
  ]
  return (
    <>
      <DataGrid<BillCard>
        label={t('purchasing.record.bills')}
        rows={list.items}
        columns={columns}
        rowId={(row) => row.id}
        rowName={(row) => `${row.number} ${row.supplierName}`}
        onOpen={(row) => setOpen(row.id)}
        error={list.error}
        onRetry={list.refetch}
        hasMore={list.hasMore}
        isFetchingMore={list.isFetchingMore}
        onMore={list.fetchMore}
        empty={empty}
      />
      <BillSheet id={open} onClose={() => setOpen(null)} />
    </>
  )
}

export function BillChip({ bill, today }: { bill: Pick<BillCard, 'state' | 'isHeld' | 'dueOn' | 'kind'>; today: string }) {
  const t = useT()
  if (bill.state === 'void') return <Chip>{t('purchasing.bills.void')}</Chip>
  if (bill.state === 'paid') return <Chip tone="ok">{t(bill.kind === 'credit' ? 'purchasing.bills.used' : 'purchasing.bills.paid')}</Chip>
  if (bill.isHeld) return <Chip tone="warn">{t('purchasing.bills.held')}</Chip>
  if (bill.kind === 'credit') return <Chip tone="info">{t('purchasing.bills.credit')}</Chip>
  return bill.dueOn < today ? <Chip tone="bad">{t('purchasing.bills.overdue')}</Chip> : <Chip>{t('purchasing.bills.open')}</Chip>
}
