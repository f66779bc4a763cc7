import { Button } from '@mantine/core'
import { useParams, Link } from '@tanstack/react-router'
import { getOrder } from '#orders/contract/order-api.ts'
import type { Order } from '#orders/contract/order.ts'
import { useQuantity } from '#orders/web/orders/order-ticket.tsx'
import { owedMinorOf } from '#orders/web/orders/owed.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { oneOf, useSearchState } from '#web/search.ts'
import { useSession } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#orders/web/orders/paper.module.css'

/** The order on the paper of a ticket printer, 58 or 80 mm wide. */
export function TicketPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useApi(getOrder, { id })
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const width = oneOf(['80', '58'], raw['ancho'], '80')
  useTitle(t('orders.ticket.title'))
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} isPage />
  if (!data) return <PageBones />
  return (
    <main className={s.desk}>
      <div className={s.bar}>
        <Button variant="default" component={Link} to={`/pedidos/${id}`}>
          {t('web.action.back')}
        </Button>
        <SegmentedTabs
          label={t('orders.ticket.width')}
          value={width}
          choices={[
            { value: '80', label: '80 mm' },
            { value: '58', label: '58 mm' },
          ]}
          onChange={(ancho) => setSearch({ ancho: ancho === '80' ? undefined : ancho })}
        />
        <Button onClick={() => globalThis.print()}>{t('orders.ticket.print')}</Button>
      </div>
      <Paper order={data as Order} width={width} />
    </main>
  )
}

function Paper({ order, width }: { order: Order; width: string }) {
  const t = useT()
  const format = useFormat()
  const quantity = useQuantity()
  const { brands } = useSession()
  const money = (minor: number): string => format.money(minor, order.currency)
  const row = (label: string, value: string) => (
    <p className={s.row}>
      <span>{label}</span>
      <span>{value}</span>
    </p>
  )
  const applied = order.promotions.filter(({ refusal, amountMinor }) => refusal === null && amountMinor > 0)
  const at = order.placedAt ?? order.createdAt
  return (
    <article className={s.paper} data-width={width}>
      <h1>{brands.find(({ id }) => id === order.brandId)?.name}</h1>
      <h2>{order.number ?? t('orders.states.draft')}</h2>
      <p>
        {format.day(at)} {format.hour(at)} · {t(`orders.fulfilments.${order.fulfilment}`)}
        {order.tableName && ` · ${order.tableName}`}
      </p>
      {order.contactName && <p>{order.contactName}</p>}
      {order.address && (
        <p>
          {order.address.text}
          {order.address.notes && ` (${order.address.notes})`}
        </p>
      )}
      <hr />
      {order.lines
        .filter(({ removedAt }) => removedAt === null)
        .map((line) => (
          <div key={line.id}>
            {row(`${quantity(line)} × ${line.name}`, money(line.grossMinor))}
            {line.modifiers.length > 0 && <p className={s.under}>{line.modifiers.map(({ name }) => name).join(', ')}</p>}
            {line.note && <p className={s.under}>» {line.note}</p>}
          </div>
        ))}
      <hr />
      {applied.map(({ name, amountMinor }, i) => (
        <div key={i}>{row(name, `−${money(amountMinor)}`)}</div>
      ))}
      {order.fulfilment === 'delivery' && row(t('orders.ticket.delivery'), money(order.deliveryMinor - order.deliveryDiscountMinor))}
      {!order.includesTax && row(t('orders.ticket.tax'), money(order.taxMinor))}
      <div className={s.total}>{row(t('orders.ticket.total'), money(order.totalMinor))}</div>
      {order.balanceMinor > 0 && row(t('orders.ticket.paid'), money(order.balanceMinor))}
      {order.balanceMinor > 0 && owedMinorOf(order) > 0 && row(t('orders.facts.owed'), money(owedMinorOf(order)))}
      {order.paysWithMinor !== null && owedMinorOf(order) > 0 && (
        <>
          {row(t('orders.builder.pays_with'), money(order.paysWithMinor))}
          {order.paysWithMinor > owedMinorOf(order) && row(t('orders.ticket.change'), money(order.paysWithMinor - owedMinorOf(order)))}
        </>
      )}
      {order.note && (
        <>
          <hr />
          <p>{order.note}</p>
        </>
      )}
      <p className={s.legal}>{t('orders.ticket.not_fiscal')}</p>
    </article>
  )
}
