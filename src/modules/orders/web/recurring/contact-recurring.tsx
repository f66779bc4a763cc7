import { listRecurringOrders } from '#orders/contract/recurring-order-api.ts'
import type { RecurringOrder } from '#orders/contract/recurring-order.ts'
import { RecurringItem } from '#orders/web/recurring/recurring-item.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import s from '#orders/web/recurring/recurring.module.css'

/** What a customer has again and again, below what they ordered; nothing where there is none. */
export function ContactRecurring({ contactId }: { contactId: string }) {
  const t = useT()
  const { data } = useApi(listRecurringOrders, { contactId, limit: 10 })
  const items = (data?.items ?? []) as RecurringOrder[]
  if (items.length === 0) return null
  return (
    <>
      <h3>{t('orders.recurring.title')}</h3>
      <ul className={s.narrow}>
        {items.map((one) => (
          <RecurringItem key={one.id} one={one} showsCustomer={false} />
        ))}
      </ul>
    </>
  )
}
