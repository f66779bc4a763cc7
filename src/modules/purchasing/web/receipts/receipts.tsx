import { Button } from '@mantine/core'
import { useState } from 'react'
import { canReadCosts, canWriteCatalogue } from '#commerce/contract/permissions.ts'
import { canBuy, canReceiveGoods } from '#purchasing/contract/permissions.ts'
import { listReceipts } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import type { Receipt } from '#purchasing/contract/receipt.ts'
import { CostsDialog } from '#purchasing/web/receipts/costs-dialog.tsx'
import { LandedDialog } from '#purchasing/web/receipts/landed-dialog.tsx'
import { ReturnDialog } from '#purchasing/web/receipts/return-dialog.tsx'
import { useOwnCurrency } from '#purchasing/web/fields/own-currency.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Chip, Money } from '#web/ui/marks.tsx'
import { Section } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { unitWord } from '#purchasing/web/fields/unit-word.ts'
import s from '#purchasing/web/purchases/purchases.module.css'

/** What came and when, with what it cost in the end; the newest first. */
export function Receipts({ order }: { order: PurchaseOrder }) {
  const t = useT()
  const { data, error, refetch } = useApi(listReceipts, { id: order.id })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={4} face={false} />
  const items = data.items as Receipt[]
  if (items.length === 0) return <EmptyState title={t('purchasing.receipts.empty_title')} hint={t('purchasing.receipts.empty_hint')} />
  return items.map((receipt) => <One key={receipt.id} receipt={receipt} order={order} />)
}

function One({ receipt, order }: { receipt: Receipt; order: PurchaseOrder }) {
  const t = useT()
  const may = useMay()
  const format = useFormat()
  const ownCurrency = useOwnCurrency()
  const [open, setOpen] = useState<'costs' | 'landed' | 'return' | null>(null)
  const unitOf = (orderLineId: string): string => order.lines.find(({ id }) => id === orderLineId)?.supplyUnit ?? ''
  const close = (): void => setOpen(null)
  return (
    <Section
      title={`${format.day(receipt.at)} · ${receipt.document || receipt.locationName}`}
      hint={[receipt.document ? receipt.locationName : '', receipt.byName ?? ''].filter(Boolean).join(' · ')}
      actions={
        <div className={s.foot}>
          {receipt.costedAt && <Chip tone="ok">{t('purchasing.receipts.costed')}</Chip>}
          {!receipt.costedAt && may(canReadCosts) && may(canWriteCatalogue) && may(canBuy) && (
            <Button variant="default" onClick={() => setOpen('costs')}>
              {t('purchasing.receipts.costs')}
            </Button>
          )}
          {!receipt.costedAt && may(canBuy) && (
            <Button variant="default" onClick={() => setOpen('landed')}>
              {t('purchasing.receipts.landed')}
            </Button>
          )}
          {may(canReceiveGoods) && (
            <Button variant="default" onClick={() => setOpen('return')}>
              {t('purchasing.receipts.return')}
            </Button>
          )}
        </div>
      }
    >
      <div className={s.scroll}>
        <table className={s.table}>
          <tbody>
            {receipt.lines.map((line) => (
              <tr key={line.id}>
                <td>
                  {line.name}
                  {line.lotCode && (
                    <small>
                      {t('purchasing.receipts.lot', { code: line.lotCode })}
                      {line.expiresOn && ` · ${t('purchasing.receipts.expires', { day: format.day(`${line.expiresOn}T12:00:00Z`) })}`}
                    </small>
                  )}
                </td>
                <td data-end className="num">
                  {format.number(line.quantityMilli / 1000)} {unitWord(unitOf(line.orderLineId), line.quantityMilli)}
                  {line.returnedMilli > 0 && (
                    <small>{t('purchasing.lines.returned', { quantity: format.number(line.returnedMilli / 1000) })}</small>
                  )}
                </td>
                <td data-end>
                  <Money amountMinor={line.valueMinor} currency={receipt.currency} />
                </td>
              </tr>
            ))}
            {receipt.landedCosts.map((cost) => (
              <tr key={cost.id}>
                <td>
                  {cost.name}
                  <small>{t(`purchasing.landed.by_${cost.basis}`)}</small>
                </td>
                <td />
                <td data-end>
                  <Money amountMinor={cost.amountMinor} currency={ownCurrency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open === 'costs' && <CostsDialog receipt={receipt} onClose={close} />}
      {open === 'landed' && <LandedDialog receipt={receipt} onClose={close} />}
      {open === 'return' && <ReturnDialog order={order} receipt={receipt} onClose={close} />}
    </Section>
  )
}
