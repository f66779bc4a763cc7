import { listBills } from '#purchasing/contract/bill-api.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { BillGrid } from '#purchasing/web/bills/bill-grid.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApiPages } from '#web/query.ts'
import { EmptyState } from '#web/ui/states.tsx'

/** What the supplier asked for it. */
export function OrderBills({ order }: { order: PurchaseOrder }) {
  const t = useT()
  const list = useApiPages(listBills, { orderId: order.id })
  return <BillGrid list={list} empty={<EmptyState title={t('purchasing.bills.empty_title')} hint={t('purchasing.bills.empty_hint')} />} />
}
