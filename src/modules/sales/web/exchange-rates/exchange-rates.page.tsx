import { Button } from '@mantine/core'
import { IconFileImport, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { listExchangeRates, removeExchangeRate } from '#sales/contract/exchange-rate-api.ts'
import type { ExchangeRate } from '#sales/contract/exchange-rate.ts'
import { RateDialog, RatesImport } from '#sales/web/exchange-rates/rate-dialog.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApiPages, useSend } from '#web/query.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { ListPage } from '#web/ui/list-page.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import { Menu } from '@mantine/core'

/** What other currencies are worth: forecasts and reports add up amounts of several ones with these. */
export function ExchangeRatesPage() {
  const t = useT()
  const format = useFormat()
  const [opened, setOpened] = useState<'one' | 'many' | null>(null)
  const list = useApiPages(listExchangeRates, { filter: [`into:eq:${format.region.currency}`] })
  const { send } = useSend(removeExchangeRate, {
    invalidates: [listExchangeRates],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const amount = ({ rateNanos, into }: ExchangeRate) => format.unitPrice(Math.round(rateNanos / 1000), into)
  const day = (rate: ExchangeRate) => format.day(`${rate.day}T12:00:00Z`)
  const remove = async (rate: ExchangeRate) => {
    const isSure = await confirm({
      title: t('sales.rates.remove_title', { currency: rate.currency, day: day(rate) }),
      text: t('sales.rates.remove_text'),
      confirm: t('sales.rates.remove'),
      isDangerous: true,
    })
    if (isSure) await send({ id: rate.id })
  }
  const columns: Column<ExchangeRate>[] = [
    { name: 'day', header: t('sales.rates.day'), width: 'grow', card: 'title', sort: 'day', cell: day },
    { name: 'currency', header: t('sales.rates.currency'), width: 120, cell: (rate) => `1 ${rate.currency}` },
    {
      name: 'rate',
      header: t('sales.rates.worth', { currency: format.region.currency }),
      width: 190,
      align: 'end',
      card: 'corner',
      cell: (rate) => <span className="num">{amount(rate)}</span>,
    },
    { name: 'by', header: t('sales.rates.by'), width: 190, cell: (rate) => rate.createdByName },
  ]
  return (
    <>
      <ListPage<ExchangeRate>
        title={t('sales.rates.title')}
        hint={t('sales.rates.hint', { currency: format.region.currency })}
        back="/ajustes"
        actions={
          <>
            <Button variant="default" leftSection={<IconFileImport size={16} stroke={1.7} />} onClick={() => setOpened('many')}>
              {t('sales.rates.import')}
            </Button>
            <Button leftSection={<IconPlus size={16} />} onClick={() => setOpened('one')}>
              {t('sales.rates.add')}
            </Button>
          </>
        }
        grid={{
          label: t('sales.rates.title'),
          rows: list.items,
          columns,
          rowId: (rate) => rate.id,
          rowName: (rate) => `${rate.currency} ${day(rate)}`,
          error: list.error,
          onRetry: list.refetch,
          hasMore: list.hasMore,
          isFetchingMore: list.isFetchingMore,
          onMore: list.fetchMore,
          empty: <EmptyState drawing="chart" title={t('sales.rates.empty_title')} hint={t('sales.rates.empty_hint')} />,
          rowMenu: (rate: ExchangeRate) => <Menu.Item onClick={() => void remove(rate)}>{t('sales.rates.remove')}</Menu.Item>,
        }}
      />
      {opened === 'one' && <RateDialog onClose={() => setOpened(null)} />}
      {opened === 'many' && <RatesImport onClose={() => setOpened(null)} />}
    </>
  )
}
