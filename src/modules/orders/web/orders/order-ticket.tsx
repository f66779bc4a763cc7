import type { Order, OrderLine } from '#orders/contract/order.ts'
import { PromotionNotes } from '#web/ui/promotion-notes.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Chip, Money } from '#web/ui/marks.tsx'
import lineStyle from '#orders/web/orders/line.module.css'
import s from '#orders/web/orders/ticket.module.css'

/** What is in it and what it comes to, with what each promotion took off and why others did not. */
export function OrderTicket({ order }: { order: Order }) {
  const t = useT()
  const lines = order.lines.filter(({ removedAt }) => removedAt === null)
  const removed = order.lines.filter(({ removedAt }) => removedAt !== null)
  return (
    <div className={s.ticket}>
      <ul className={s.lines}>
        {lines.map((line) => (
          <TicketLine key={line.id} line={line} currency={order.currency} />
        ))}
      </ul>
      {removed.length > 0 && (
        <details className={s.removed}>
          <summary>{t('orders.ticket.removed', { count: removed.length })}</summary>
          <ul className={s.lines}>
            {removed.map((line) => (
              <TicketLine key={line.id} line={line} currency={order.currency} />
            ))}
          </ul>
        </details>
      )}
      {order.note && (
        <p className={s.note}>
          <strong>{t('orders.ticket.note')}</strong> {order.note}
        </p>
      )}
      <Sums order={order} />
      <PromotionNotes notes={order.promotions} currency={order.currency} show="useful" title={t('orders.ticket.promotions')} />
    </div>
  )
}

function TicketLine({ line, currency }: { line: OrderLine; currency: string }) {
  const t = useT()
  const quantity = useQuantity()
  const off = line.discounts.filter(({ amountMinor }) => amountMinor > 0)
  return (
    <li data-removed={line.removedAt !== null || undefined}>
      <span className={`${s.quantity} num`}>{quantity(line)}</span>
      <span className={lineStyle.what}>
        <span>{line.name}</span>
        {line.modifiers.length > 0 && <small>{line.modifiers.map(({ name }) => name).join(', ')}</small>}
        {line.note && <small className={lineStyle.note}>{line.note}</small>}
        {line.agreed && <small>{line.agreed.reason}</small>}
        {off.map(({ promotionId, name, amountMinor }) => (
          <small key={promotionId} className={lineStyle.off}>
            {name} −<Money amountMinor={amountMinor} currency={currency} />
          </small>
        ))}
        <span className={s.marks}>
          {line.amendment > 0 && line.removedAt === null && <Chip tone="info">{t('orders.ticket.amended')}</Chip>}
          {line.deliveredMilli > 0 && line.deliveredMilli < line.quantityMilli && (
            <Chip tone="warn">{t('orders.ticket.partly', { quantity: quantity({ ...line, quantityMilli: line.deliveredMilli }) })}</Chip>
          )}
          {line.returnedMilli > 0 && (
            <Chip>{t('orders.ticket.returned', { quantity: quantity({ ...line, quantityMilli: line.returnedMilli }) })}</Chip>
          )}
        </span>
      </span>
      <span className={lineStyle.amount}>
        {off.length > 0 && (
          <s>
            <Money amountMinor={line.grossMinor} currency={currency} />
          </s>
        )}
        <Money amountMinor={line.totalMinor} currency={currency} />
      </span>
    </li>
  )
}

/** Pieces as they are counted, everything else with its unit: `2`, `0,5 kg`. */
export function useQuantity() {
  const t = useT()
  const format = useFormat()
  return ({ quantityMilli, unit }: { quantityMilli: number; unit: string }): string => {
    const amount = format.number(quantityMilli / 1000)
    return unit === 'piece' || unit === 'pack' ? amount : `${amount} ${t(`orders.units.${unit}`)}`
  }
}

type Summed = Pick<
  Order,
  'currency' | 'subtotalMinor' | 'discountMinor' | 'deliveryMinor' | 'deliveryDiscountMinor' | 'taxMinor' | 'includesTax' | 'totalMinor'
> & { fulfilment: Order['fulfilment'] }

/** From the goods to the total. Taxes that prices hold already are told, not added. */
export function Sums({ order }: { order: Summed }) {
  const t = useT()
  const { currency } = order
  const row = (label: string, amountMinor: number, sign = '') => (
    <div>
      <dt>{label}</dt>
      <dd>
        {sign}
        <Money amountMinor={amountMinor} currency={currency} />
      </dd>
    </div>
  )
  return (
    <dl className={s.sums}>
      {row(t('orders.ticket.subtotal'), order.subtotalMinor)}
      {order.discountMinor > 0 && row(t('orders.ticket.discount'), order.discountMinor, '−')}
      {order.fulfilment === 'delivery' && row(t('orders.ticket.delivery'), order.deliveryMinor - order.deliveryDiscountMinor)}
      {!order.includesTax && row(t('orders.ticket.tax'), order.taxMinor)}
      <div className={s.total}>
        <dt>{t('orders.ticket.total')}</dt>
        <dd>
          <Money amountMinor={order.totalMinor} currency={currency} />
        </dd>
      </div>
      {order.includesTax && order.taxMinor > 0 && (
        <div className={s.quiet}>
          <dt>{t('orders.ticket.tax_included')}</dt>
          <dd>
            <Money amountMinor={order.taxMinor} currency={currency} />
          </dd>
        </div>
      )}
    </dl>
  )
}
