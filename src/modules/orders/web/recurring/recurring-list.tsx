import { Button } from '@mantine/core'
import { useState } from 'react'
import { listRecurringOrders } from '#orders/contract/recurring-order-api.ts'
import type { RecurringOrder } from '#orders/contract/recurring-order.ts'
import { RecurringItem } from '#orders/web/recurring/recurring-item.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApiPages } from '#web/query.ts'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import s from '#orders/web/recurring/recurring.module.css'

/** Everything that customers have again and again, what comes next first. */
export function RecurringList({ brandId }: { brandId: string | undefined }) {
  const t = useT()
  const [show, setShow] = useState<'living' | 'ended'>('living')
  const list = useApiPages(listRecurringOrders, { show, ...(brandId && { brandId }) }, { keepsPrevious: true })
  return (
    <div className={s.page}>
      <SegmentedTabs
        label={t('orders.recurring.title')}
        value={show}
        choices={[
          { value: 'living', label: t('orders.recurring.living') },
          { value: 'ended', label: t('orders.recurring.ended_many') },
        ]}
        onChange={setShow}
      />
      {list.error && !list.items ? (
        <ErrorState error={list.error} onRetry={list.refetch} />
      ) : !list.items || (list.isStale && list.items.length === 0) ? (
        <ListBones rows={6} face={false} />
      ) : list.items.length === 0 ? (
        <EmptyState title={t('orders.recurring.empty')} hint={t('orders.recurring.empty_hint')} />
      ) : (
        <ul className={s.list} aria-busy={list.isStale}>
          {(list.items as RecurringOrder[]).map((one) => (
            <RecurringItem key={one.id} one={one} showsCustomer />
          ))}
        </ul>
      )}
      {list.hasMore && (
        <Button variant="default" loading={list.isFetchingMore} onClick={list.fetchMore}>
          {t('web.action.show_more')}
        </Button>
      )}
    </div>
  )
}
