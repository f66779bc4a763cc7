import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { getBill, releaseBill, voidBill } from '#purchasing/contract/bill-api.ts'
import type { Bill } from '#purchasing/contract/bill.ts'
import { canApprove, canPaySuppliers } from '#purchasing/contract/permissions.ts'
import { BillChip } from '#purchasing/web/bills/bill-grid.tsx'
import { PayDialog } from '#purchasing/web/bills/pay-dialog.tsx'
import { paid } from '#purchasing/web/purchases/purchases.live.ts'
import { askReason } from '#web/ui/reason.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Fields } from '#web/ui/form.tsx'
import { Facts, Money } from '#web/ui/marks.tsx'
import { Sheet } from '#web/ui/panes.tsx'
import { ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import { useToday } from '#web/ui/time.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

export function BillSheet({ id, onClose }: { id: string | null; onClose: () => void }) {
  const t = useT()
  const { data, error, refetch } = useApi(getBill, { id: id ?? '' }, { enabled: id !== null })
  const bill = data as Bill | undefined
  return (
    <Sheet title={bill ? `${bill.supplierName} · ${bill.number}` : t('purchasing.bills.title')} isOpen={id !== null} onClose={onClose}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : bill ? (
        <Inside bill={bill} />
      ) : (
        <ListBones rows={5} face={false} />
      )}
    </Sheet>
  )
}

function Inside({ bill }: { bill: Bill }) {
  const t = useT()
  const may = useMay()
  const format = useFormat()
  const today = useToday()
  const queryClient = useQueryClient()
  const [isPaying, setPaying] = useState(false)
  const done = { invalidates: [getBill], onDone: () => paid(queryClient) }
  const releasing = useSend(releaseBill, {
    ...done,
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'bill' }),
  })
  const voiding = useSend(voidBill, done)
  const day = (text: string): string => format.day(`${text}T12:00:00Z`)
  const money = (minor: number) => <Money amountMinor={minor} currency={bill.currency} />
  const isUnpaid = bill.state === 'open' && bill.owedMinor === bill.totalMinor
  const takeBack = (): void =>
    askReason({
      title: t('purchasing.bills.make_void'),
      confirm: t('purchasing.bills.make_void'),
      send: (reason) => voiding.send({ id: bill.id, reason }),
    })
  return (
    <Fields>
      <div>
        <BillChip bill={bill} today={today} />
      </div>
      {bill.isHeld && (
        <Notice tone="warn">
          {t('purchasing.bills.differs')}
          <ul>
            {bill.differences.map((one) => (
              <li key={`${one.lineId} ${one.kind}`}>
                {one.kind === 'quantity'
                  ? t('purchasing.bills.differs_quantity', {
                      name: one.name,
                      expected: format.number(one.expected / 1000),
                      found: format.number(one.found / 1000),
                    })
                  : t('purchasing.bills.differs_price', {
                      name: one.name,
                      expected: format.money(one.expected, bill.currency),
                      found: format.money(one.found, bill.currency),
                    })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Facts
        rows={[
          { label: t('purchasing.bills.date'), value: day(bill.billedOn) },
          { label: t('purchasing.bills.due'), value: day(bill.dueOn) },
          ...(bill.orderNumber ? [{ label: t('purchasing.record.order'), value: bill.orderNumber }] : []),
          { label: t('purchasing.bills.net'), value: money(bill.netMinor) },
          { label: t('purchasing.bills.tax'), value: money(bill.taxMinor) },
          ...(bill.otherMinor > 0 ? [{ label: t('purchasing.bills.other'), value: money(bill.otherMinor) }] : []),
          { label: t('purchasing.list.total'), value: money(bill.totalMinor) },
          { label: t('purchasing.bills.owed'), value: money(bill.owedMinor) },
          ...(bill.releasedByName ? [{ label: t('purchasing.bills.released_by'), value: bill.releasedByName }] : []),
          ...(bill.voidReason ? [{ label: t('purchasing.facts.reason'), value: bill.voidReason }] : []),
        ]}
      />
      {bill.payments.length > 0 && (
        <ul className={s.list} aria-label={t('purchasing.bills.payments')}>
          {bill.payments.map((payment) => (
            <li key={payment.id}>
              <span>
                {t(`purchasing.methods.${payment.method}`)}
                <small>{[day(payment.paidOn), payment.reference, payment.byName].filter(Boolean).join(' · ')}</small>
              </span>
              {money(payment.amountMinor)}
            </li>
          ))}
        </ul>
      )}
      <div className={s.foot}>
        {isUnpaid && may(canPaySuppliers) && (
          <Button variant="default" loading={voiding.sending} onClick={takeBack}>
            {t('purchasing.bills.make_void')}
          </Button>
        )}
        {bill.isHeld && may(canApprove) && (
          <Button
            loading={releasing.sending}
            onClick={() => void releasing.send({ id: bill.id }, { ifMatch: bill.version }).catch(() => {})}
          >
            {t('purchasing.bills.release')}
          </Button>
        )}
        {bill.state === 'open' && bill.kind === 'bill' && !bill.isHeld && may(canPaySuppliers) && (
          <Button onClick={() => setPaying(true)}>{t('purchasing.pay.title')}</Button>
        )}
      </div>
      {isPaying && <PayDialog bill={bill} onClose={() => setPaying(false)} />}
    </Fields>
  )
}
