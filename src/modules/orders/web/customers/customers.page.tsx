import { type CSSProperties, Fragment } from 'react'
import { getCustomerFigures } from '#orders/contract/customer-value-api.ts'
import type { CustomerFigures } from '#orders/contract/customer-value.ts'
import { segmentTone } from '#orders/web/customers/segment-tone.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Chip, Money, Stat } from '#web/ui/marks.tsx'
import { Card, Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, PageBones } from '#web/ui/states.tsx'
import s from '#orders/web/customers/customers.module.css'

const scores = [5, 4, 3, 2, 1] as const

/** All customers at a glance: how recently and how often they bought, what that makes them, and what they are worth. */
export function CustomersPage() {
  const t = useT()
  const format = useFormat()
  const { data, error, isPending, refetch } = useApi(getCustomerFigures, {})
  const figures = data as CustomerFigures | undefined
  return (
    <Page
      title={t('orders.customers.title')}
      back="/pedidos"
      hint={figures?.countedAt ? t('orders.customers.counted', { at: format.full(figures.countedAt) }) : undefined}
    >
      {isPending && <PageBones kind="board" />}
      {error && !figures && <ErrorState error={error} onRetry={() => void refetch()} />}
      {figures && figures.customers === 0 && (
        <EmptyState drawing="chart" title={t('orders.customers.empty_title')} hint={t('orders.customers.empty_text')} />
      )}
      {figures && figures.customers > 0 && <Figures figures={figures} />}
    </Page>
  )
}

function Figures({ figures }: { figures: CustomerFigures }) {
  const t = useT()
  const format = useFormat()
  const worth = figures.segments.reduce((sum, { valueMinor }) => sum + (valueMinor ?? 0), 0)
  return (
    <>
      <div className={s.numbers}>
        <Stat label={t('orders.customers.customers')} value={format.number(figures.customers)} />
        <Stat label={t('orders.customers.repeat_rate')} value={format.percent(figures.repeaters / figures.customers)} />
        <Stat label={t('orders.customers.leaving')} value={format.number(figures.leaving)} />
        {figures.hasModel && <Stat label={t('orders.customers.worth')} value={format.money(worth, figures.currency, true)} />}
      </div>
      <div className={s.columns}>
        <Grid cells={figures.cells} />
        <Kinds figures={figures} />
      </div>
    </>
  )
}

/** Rows: how often they bought; columns: how recently. The more customers, the fuller the colour. */
function Grid({ cells }: { cells: CustomerFigures['cells'] }) {
  const t = useT()
  const format = useFormat()
  const most = Math.max(1, ...cells.map(({ count }) => count))
  return (
    <Card>
      <h2>{t('orders.customers.grid')}</h2>
      <p className={s.hint}>{t('orders.customers.grid_hint')}</p>
      <div className={s.scroll} tabIndex={0} role="region" aria-label={t('orders.customers.grid')}>
        <div className={s.grid} role="img" aria-label={t('orders.customers.grid_hint')}>
          {scores.map((frequency) => (
            <Fragment key={frequency}>
              <span className={s.axis}>
                {frequency === 5 ? t('orders.customers.often') : frequency === 1 && t('orders.customers.seldom')}
              </span>
              {scores.toReversed().map((recency) => {
                const count = cells.find((one) => one.recency === recency && one.frequency === frequency)?.count ?? 0
                return (
                  <span key={recency} className={`${s.cell} num`} style={{ '--share': Math.sqrt(count / most) } as CSSProperties}>
                    {count === 0 ? '–' : format.number(count)}
                  </span>
                )
              })}
            </Fragment>
          ))}
          <span />
          {scores.toReversed().map((recency) => (
            <span key={recency} className={s.axis}>
              {recency === 1 ? t('orders.customers.long_ago') : recency === 5 && t('orders.customers.lately')}
            </span>
          ))}
        </div>
      </div>
    </Card>
  )
}

function Kinds({ figures }: { figures: CustomerFigures }) {
  const t = useT()
  const format = useFormat()
  return (
    <Card>
      <h2>{t('orders.customers.kinds')}</h2>
      <p className={s.hint}>{t('orders.customers.kinds_hint')}</p>
      <div className={s.scroll} tabIndex={0} role="region" aria-label={t('orders.customers.kinds')}>
        <table className={s.kinds}>
          <thead>
            <tr>
              <th scope="col">{t('orders.customers.kind')}</th>
              <th scope="col" data-figure>
                {t('orders.customers.customers')}
              </th>
              <th scope="col" data-figure>
                {t('orders.customers.year')}
              </th>
              {figures.hasModel && (
                <th scope="col" data-figure>
                  {t('orders.customers.next_year')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {figures.segments.map(({ segment, count, yearMinor, valueMinor }) => (
              <tr key={segment}>
                <th scope="row" title={t(`orders.customers.words.${segment}`)}>
                  <Chip tone={segmentTone(segment)}>{t(`orders.facets.rfm_${segment}`)}</Chip>
                </th>
                <td data-figure className="num">
                  {format.number(count)}
                </td>
                <td data-figure className="num">
                  <Money amountMinor={yearMinor} currency={figures.currency} compact />
                </td>
                {figures.hasModel && (
                  <td data-figure className="num">
                    {valueMinor === null ? '–' : <Money amountMinor={valueMinor} currency={figures.currency} compact />}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  )
}
