import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Money } from '#web/ui/marks.tsx'
import { unitWord } from '#purchasing/web/fields/unit-word.ts'
import s from '#purchasing/web/purchases/purchases.module.css'

/** What was asked for and what of it came. */
export function LineTable({ order }: { order: PurchaseOrder }) {
  const t = useT()
  const format = useFormat()
  const isSent = order.sentAt !== null
  return (
    <div className={s.scroll}>
      <table className={s.table}>
        <thead>
          <tr>
            <th>{t('purchasing.lines.product')}</th>
            <th data-end>{t('purchasing.lines.quantity')}</th>
            {isSent && <th data-end>{t('purchasing.lines.received')}</th>}
            <th data-end>{t('purchasing.lines.price')}</th>
            <th data-end>{t('purchasing.lines.total')}</th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.id}>
              <td>
                {line.name}
                {line.code && <small>{line.code}</small>}
              </td>
              <td data-end className="num">
                {format.number(line.quantityMilli / 1000)} {unitWord(line.supplyUnit, line.quantityMilli)}
              </td>
              {isSent && (
                <td data-end className="num">
                  {format.number((line.receivedMilli - line.returnedMilli) / 1000)}
                  {line.returnedMilli > 0 && (
                    <small>{t('purchasing.lines.returned', { quantity: format.number(line.returnedMilli / 1000) })}</small>
                  )}
                </td>
              )}
              <td data-end>
                <Money amountMinor={line.priceMinor} currency={order.currency} />
              </td>
              <td data-end>
                <Money amountMinor={line.totalMinor} currency={order.currency} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={isSent ? 4 : 3}>{t('purchasing.lines.net_total')}</td>
            <td data-end>
              <Money amountMinor={order.totalMinor} currency={order.currency} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
