import { Link } from '@tanstack/react-router'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Facts, Money, ProgressBar } from '#web/ui/marks.tsx'
import { FactGroup } from '#web/ui/record-page.tsx'
import { DateTime } from '#web/ui/time.tsx'

/** What it comes to, by when it is wanted, how it left and how far it is. */
export function PurchaseFacts({ order }: { order: PurchaseOrder }) {
  const t = useT()
  const format = useFormat()
  const day = (text: string): string => format.day(`${text}T12:00:00Z`)
  const sent = order.sentVia && t(`purchasing.send.ways.${order.sentVia}`)
  const state = order.sentState && t(`purchasing.send.states.${order.sentState}`)
  return (
    <>
      <FactGroup title={t('purchasing.record.order')}>
        <Facts
          rows={[
            { label: t('purchasing.list.total'), value: <Money amountMinor={order.totalMinor} currency={order.currency} /> },
            ...(order.expectedOn ? [{ label: t('purchasing.facts.expected'), value: day(order.expectedOn) }] : []),
            ...(order.createdByName ? [{ label: t('purchasing.facts.by'), value: order.createdByName }] : []),
            ...(order.approvalByName
              ? [
                  {
                    label: t(order.approval === 'refused' ? 'purchasing.facts.refused_by' : 'purchasing.facts.approved_by'),
                    value: order.approvalByName,
                  },
                ]
              : []),
            ...(order.note ? [{ label: t('purchasing.facts.note'), value: order.note }] : []),
            ...(order.closeReason ? [{ label: t('purchasing.facts.reason'), value: order.closeReason }] : []),
          ]}
        />
      </FactGroup>
      {order.sentAt && (
        <FactGroup title={t('purchasing.facts.way')}>
          <Facts
            rows={[
              { label: t('purchasing.facts.sent'), value: <DateTime at={order.sentAt} /> },
              {
                label: t('purchasing.facts.sent_via'),
                value: order.conversationId ? (
                  <Link to={`/bandeja/${order.conversationId}`}>{[sent, state].filter(Boolean).join(' · ')}</Link>
                ) : (
                  [sent, state].filter(Boolean).join(' · ')
                ),
              },
              ...(order.firstReceivedAt
                ? [{ label: t('purchasing.facts.received'), value: <DateTime at={order.receivedAt ?? order.firstReceivedAt} /> }]
                : []),
            ]}
          />
          <ProgressBar
            value={order.receivedShare / 1000}
            label={t('purchasing.board.received', { share: format.number(Math.floor(order.receivedShare / 10)) })}
          />
        </FactGroup>
      )}
    </>
  )
}
