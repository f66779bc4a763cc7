import { Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { listColleagues } from '#identity/contract/api.ts'
import { assignOrder } from '#orders/contract/order-api.ts'
import type { Order } from '#orders/contract/order.ts'
import { canMoveOrders } from '#orders/contract/permissions.ts'
import { listZones } from '#orders/contract/zone-api.ts'
import { keep } from '#orders/web/orders/orders.live.ts'
import { owedMinorOf } from '#orders/web/orders/owed.ts'
import { Claim } from '#orders/web/shop/claim.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Facts, Money } from '#web/ui/marks.tsx'
import { FactGroup } from '#web/ui/record-page.tsx'
import { DateTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#orders/web/orders/ticket.module.css'

/** Where it goes, by when, by whose hand, and what is paid of it. */
export function OrderFacts({ order }: { order: Order }) {
  const t = useT()
  return (
    <>
      <FactGroup title={t('orders.facts.delivery')}>
        <Delivery order={order} />
      </FactGroup>
      {order.door === 'web' && <Claim orderId={order.id} />}
      {order.state !== 'draft' && (
        <FactGroup title={t('orders.facts.payments')}>
          <Payments order={order} />
        </FactGroup>
      )}
      <FactGroup title={t('orders.facts.people')}>
        <People order={order} />
      </FactGroup>
    </>
  )
}

function Delivery({ order }: { order: Order }) {
  const t = useT()
  const { data } = useApi(listZones, { brandId: order.brandId }, { enabled: order.zoneId !== null, staleTime: 5 * 60_000 })
  const zone = data?.items.find(({ id }) => id === order.zoneId)
  const { address } = order
  const hasPoint = address !== null && address.latitude !== null && address.longitude !== null
  const rows = [
    ...(address
      ? [
          {
            label: t('orders.facts.address'),
            value: hasPoint ? (
              <a href={`geo:${address.latitude},${address.longitude}`}>{address.text || `${address.latitude}, ${address.longitude}`}</a>
            ) : (
              address.text
            ),
          },
        ]
      : []),
    ...(address?.notes ? [{ label: t('orders.facts.notes'), value: address.notes }] : []),
    ...(zone ? [{ label: t('orders.facts.zone'), value: zone.name }] : []),
    ...(order.tableName ? [{ label: t('orders.facts.table'), value: order.tableName }] : []),
    ...(order.wantedAt ? [{ label: t('orders.facts.wanted'), value: <DateTime at={order.wantedAt} /> }] : []),
    ...(order.promisedAt ? [{ label: t('orders.facts.promised'), value: <DateTime at={order.promisedAt} /> }] : []),
    ...(order.cancelReason ? [{ label: t('orders.facts.cancelled'), value: order.cancelReason }] : []),
  ]
  return rows.length === 0 ? <p className={s.quiet}>{t(`orders.fulfilments.${order.fulfilment}`)}</p> : <Facts rows={rows} />
}

function Payments({ order }: { order: Order }) {
  const t = useT()
  const format = useFormat()
  const owed = owedMinorOf(order)
  const due = order.state === 'cancelled' ? 0 : Math.max(order.totalMinor - order.returnedMinor, 0)
  const excess = Math.max(order.balanceMinor - due, 0)
  return (
    <div className={s.payments}>
      {order.payments.map((payment) => (
        <div key={payment.id}>
          <span>
            {t(`orders.methods.${payment.method}`)}
            <small>
              <DateTime at={payment.at} />
              {payment.takenByName && ` · ${payment.takenByName}`}
              {payment.reference && ` · ${payment.reference}`}
            </small>
          </span>
          <span className="num">
            {payment.isRefund ? '−' : ''}
            {format.money(payment.amountMinor, order.currency)}
          </span>
        </div>
      ))}
      {order.payments.length === 0 && (
        <p className={s.quiet}>
          {order.paymentMethod
            ? t('orders.facts.will_pay', { method: t(`orders.methods.${order.paymentMethod}`) })
            : t('orders.facts.unpaid')}
          {order.paysWithMinor !== null &&
            ` · ${t('orders.facts.pays_with', { amount: format.money(order.paysWithMinor, order.currency) })}`}
        </p>
      )}
      {owed > 0 && (
        <div className={s.owed}>
          <span>{t('orders.facts.owed')}</span>
          <Money amountMinor={owed} currency={order.currency} />
        </div>
      )}
      {excess > 0 && (
        <div className={s.owed}>
          <span>{t('orders.facts.excess')}</span>
          <Money amountMinor={excess} currency={order.currency} />
        </div>
      )}
    </div>
  )
}

function People({ order }: { order: Order }) {
  const t = useT()
  const may = useMay()
  const queryClient = useQueryClient()
  const { data } = useApi(listColleagues, {}, { staleTime: 5 * 60_000 })
  const people = (data?.items ?? []).filter(({ id, isActive }) => isActive || id === order.assigneeId || id === order.driverId)
  const choices = people.map(({ id, name }) => ({ value: id, label: name }))
  const { send } = useSend(assignOrder, {
    onDone: (saved) => keep(queryClient, saved as Order),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const isFixed = !may(canMoveOrders)
  const put = (change: { assigneeId?: string | null; driverId?: string | null }): void =>
    void send({ id: order.id, ...change }).catch(() => {})
  return (
    <div className={s.people}>
      <Select
        label={t('orders.facts.assignee')}
        placeholder={t('orders.facts.nobody')}
        data={choices}
        value={order.assigneeId}
        searchable
        clearable
        disabled={isFixed}
        onChange={(assigneeId) => put({ assigneeId })}
      />
      {order.fulfilment === 'delivery' && (
        <Select
          label={t('orders.facts.driver')}
          placeholder={t('orders.facts.nobody')}
          data={choices}
          value={order.driverId}
          searchable
          clearable
          disabled={isFixed}
          onChange={(driverId) => put({ driverId })}
        />
      )}
    </div>
  )
}
