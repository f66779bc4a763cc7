import { Button, Switch } from '@mantine/core'
import type { ChangedPrice, PriceChangePreview } from '#commerce/contract/price-change.ts'
import type { Preview } from '#web/preview.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { type FigureColumn, FigureTable } from '#web/ui/figure-table.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { EmptyState, ListBones, Notice } from '#web/ui/states.tsx'
import s from '#commerce/web/prices/change.module.css'

type Props = {
  preview: Preview<PriceChangePreview>
  isAsked: boolean
  currency: string
  onlyBelowCost: boolean
  onOnlyBelowCost: (isOn: boolean) => void
  onMore: (() => void) | undefined
}

/** Old, new and what is left of it, before anything is changed. */
export function ChangePreview({ preview, isAsked, currency, onlyBelowCost, onOnlyBelowCost, onMore }: Props) {
  const t = useT()
  const { answer, problem, isStale } = preview
  if (!isAsked && !answer)
    return (
      <section className={s.preview}>
        <EmptyState drawing="chart" title={t('commerce.prices.preview_empty')} hint={t('commerce.prices.preview_hint')} />
      </section>
    )
  return (
    <section className={s.preview} aria-label={t('commerce.prices.preview')}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      {!answer ? (
        <ListBones rows={12} face={false} />
      ) : (
        <>
          <Summary answer={answer} />
          {answer.belowCostCount > 0 && (
            <div className={s.below}>
              <Notice tone="warn">{t('commerce.prices.below_cost_count', { count: answer.belowCostCount })}</Notice>
              <Switch
                label={t('commerce.prices.only_below_cost')}
                checked={onlyBelowCost}
                onChange={(event) => onOnlyBelowCost(event.currentTarget.checked)}
              />
            </div>
          )}
          <Rows items={answer.items} currency={currency} isOld={isStale} />
          {onMore && answer.items.length < (onlyBelowCost ? answer.belowCostCount : answer.count) && (
            <Button variant="default" onClick={onMore}>
              {t('web.list.load_more')}
            </Button>
          )}
        </>
      )}
    </section>
  )
}

function Summary({ answer }: { answer: PriceChangePreview }) {
  const t = useT()
  const words = [
    answer.upCount > 0 && t('commerce.prices.up_count', { count: answer.upCount }),
    answer.downCount > 0 && t('commerce.prices.down_count', { count: answer.downCount }),
    answer.sameCount > 0 && t('commerce.prices.same_count', { count: answer.sameCount }),
    answer.groundlessCount > 0 && t('commerce.prices.groundless_count', { count: answer.groundlessCount }),
    answer.plannedCount > 0 && t('commerce.prices.planned_count', { count: answer.plannedCount }),
  ].filter((one) => typeof one === 'string')
  return (
    <header className={s.summary}>
      <h2>{t('commerce.prices.change_count', { count: answer.count })}</h2>
      {words.length > 0 && <p>{words.join(' · ')}</p>}
    </header>
  )
}

function Rows({ items, currency, isOld }: { items: readonly ChangedPrice[]; currency: string; isOld: boolean }) {
  const t = useT()
  const format = useFormat()
  const hasMargins = items.some(({ newMargin }) => newMargin !== null)
  const share = (points: number | null) => (points === null ? null : format.percent(points / 10_000))
  if (items.length === 0) return null
  const columns: FigureColumn<ChangedPrice>[] = [
    {
      name: 'old',
      header: t('commerce.prices.old'),
      figure: ({ oldMinor }) => (oldMinor === null ? null : format.money(oldMinor, currency)),
    },
    { name: 'new', header: t('commerce.prices.new'), figure: ({ newMinor }) => <b>{format.money(newMinor, currency)}</b>, isLead: true },
    {
      name: 'difference',
      header: t('commerce.prices.difference'),
      figure: ({ oldMinor, newMinor }) => (oldMinor ? signed(format.percent((newMinor - oldMinor) / oldMinor)) : null),
    },
  ]
  if (hasMargins)
    columns.push({
      name: 'margin',
      header: t('commerce.prices.margin'),
      figure: ({ isBelowCost, newMargin }) => (isBelowCost ? <Chip tone="bad">{share(newMargin)}</Chip> : share(newMargin)),
    })
  return (
    <div className={s.rows} aria-busy={isOld}>
      <FigureTable
        label={t('commerce.prices.preview')}
        first={t('commerce.prices.product')}
        rows={items}
        columns={columns}
        rowId={({ variantId, leastMilli }) => `${variantId} ${leastMilli}`}
        rowName={({ name }) => name}
        rowHint={({ leastMilli }) =>
          leastMilli > 0 ? t('commerce.prices.from_quantity', { quantity: format.number(leastMilli / 1000) }) : null
        }
      />
    </div>
  )
}

const signed = (text: string): string => (text.startsWith('-') ? text.replace('-', '−') : `+${text}`)
