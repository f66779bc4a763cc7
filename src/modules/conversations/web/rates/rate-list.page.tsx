import { Button } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { clearRates, listRates } from '#conversations/contract/rate-api.ts'
import type { Rate } from '#conversations/contract/rate.ts'
import { RateImportDialog } from '#conversations/web/rates/rate-import-dialog.tsx'
import s from '#conversations/web/rates/rates.module.css'
import { fits, plain } from '#web/fits.ts'
import { useFormat, useI18n, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { ListPage } from '#web/ui/list-page.tsx'
import { NoResults, Notice } from '#web/ui/states.tsx'

/** What the provider charges, by market and category; where the organization has none of its own, those that came along. */
export function RateListPage() {
  const t = useT()
  const format = useFormat()
  const market = useMarketName()
  const [words, setWords] = useState('')
  const [isImporting, setImporting] = useState(false)
  const { data, error, refetch } = useApi(listRates, {})
  const clearing = useSend(clearRates, { invalidates: [listRates] })
  const typed = plain(words)
  const rows = data?.items.filter((rate) => !typed || fits(typed, { label: market(rate.market), under: rate.market }))
  const hasTiers = data?.items.some(({ fromVolume }) => fromVolume > 0) ?? false
  const clear = async () => {
    const isSure = await confirm({
      title: t('conversations.rates.clear_title'),
      text: t('conversations.rates.clear_text'),
      confirm: t('conversations.rates.clear'),
      isDangerous: true,
    })
    if (isSure) await clearing.send({}).catch(() => {})
  }
  const columns: Column<Rate>[] = [
    { name: 'market', header: t('conversations.rates.market'), width: 'grow', card: 'title', cell: (rate) => market(rate.market) },
    {
      name: 'category',
      header: t('conversations.rates.category'),
      width: 190,
      cell: ({ category }) => t(`conversations.rates.categories.${category}`),
    },
    {
      name: 'from',
      header: t('conversations.rates.valid_from'),
      width: 140,
      cell: ({ validFrom }) => <span className="num">{format.day(`${validFrom}T12:00:00Z`)}</span>,
    },
    ...(hasTiers
      ? [
          {
            name: 'volume',
            header: t('conversations.rates.volume'),
            width: 180,
            align: 'end' as const,
            cell: ({ fromVolume }: Rate) => <span className="num">{format.number(fromVolume)}</span>,
          },
        ]
      : []),
    {
      name: 'amount',
      header: t('conversations.rates.amount'),
      width: 140,
      align: 'end',
      card: 'corner',
      cell: ({ amountMicros, currency }) => <span className="num">{format.unitPrice(amountMicros, currency)}</span>,
    },
  ]
  return (
    <>
      <ListPage
        title={t('conversations.rates.title')}
        hint={t('conversations.rates.hint')}
        back="/ajustes"
        actions={
          <>
            {data && (
              <Button
                component="a"
                variant="default"
                href={`data:text/csv;charset=utf-8,${encodeURIComponent(csvOf(data.items))}`}
                download="tarifas.csv"
                leftSection={<IconDownload size={15} />}
              >
                {t('conversations.rates.download')}
              </Button>
            )}
            {data && !data.isStarting && (
              <Button variant="default" loading={clearing.sending} onClick={() => void clear()}>
                {t('conversations.rates.clear')}
              </Button>
            )}
            <Button leftSection={<IconUpload size={15} />} onClick={() => setImporting(true)}>
              {t('conversations.rates.import')}
            </Button>
          </>
        }
        bar={{ search: { value: words, onChange: setWords, placeholder: t('conversations.rates.search') } }}
        grid={{
          label: t('conversations.rates.title'),
          rows,
          columns,
          rowId: (rate) => `${rate.market}|${rate.category}|${rate.validFrom}|${rate.fromVolume}`,
          rowName: (rate) => `${market(rate.market)}, ${t(`conversations.rates.categories.${rate.category}`)}`,
          error,
          onRetry: () => void refetch(),
          empty: <NoResults onClear={() => setWords('')} />,
        }}
      >
        {data?.isStarting && (
          <div className={s.notice}>
            <Notice tone="warn">{t('conversations.rates.starting')}</Notice>
          </div>
        )}
      </ListPage>
      {isImporting && <RateImportDialog onClose={() => setImporting(false)} />}
    </>
  )
}

/** `AR` as people call it, and the regions of the price list in words. */
function useMarketName(): (market: string) => string {
  const t = useT()
  const { locale } = useI18n()
  const countries = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' })
  return (market) => (/^[A-Z]{2}$/.test(market) ? (countries.of(market) ?? market) : t(`conversations.rates.markets.${market}`))
}

/** The same form that is taken back in. */
export const csvOf = (rates: readonly Rate[]): string =>
  [
    'market,category,currency,valid_from,amount,from_volume',
    ...rates.map(({ market, category, currency, validFrom, amountMicros, fromVolume }) =>
      [market, category, currency, validFrom, decimal(amountMicros), fromVolume].join(','),
    ),
  ].join('\n')

const decimal = (micros: number): string =>
  `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`.replace(/0+$/, '').replace(/\.$/, '.0')
