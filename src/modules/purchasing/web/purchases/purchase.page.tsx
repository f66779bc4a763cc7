import { IconFileInvoice, IconPackageImport, IconPencil, IconSend } from '@tabler/icons-react'
import { Link, useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { canReadPayables } from '#purchasing/contract/permissions.ts'
import { getPurchase } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseEvent, PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { OrderBills } from '#purchasing/web/bills/order-bills.tsx'
import { DraftLines, type SaveFirst } from '#purchasing/web/purchases/draft-lines.tsx'
import { LineTable } from '#purchasing/web/purchases/line-table.tsx'
import { PurchaseActions } from '#purchasing/web/purchases/purchase-actions.tsx'
import { PurchaseFacts } from '#purchasing/web/purchases/purchase-facts.tsx'
import { ApprovalChip, StateChip, useOrderName } from '#purchasing/web/purchases/state-chip.tsx'
import { Receipts } from '#purchasing/web/receipts/receipts.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi } from '#web/query.ts'
import { oneOf, useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { RecordPage, Timeline } from '#web/ui/record-page.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'

export function PurchasePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useApi(getPurchase, { id })
  useTopic('purchasing.board')
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} isPage />
  if (!data) return <PageBones kind="record" />
  return <Record key={id} order={data as PurchaseOrder} />
}

function Record({ order }: { order: PurchaseOrder }) {
  const t = useT()
  const may = useMay()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const tab = oneOf(['facts', 'orden', 'recepciones', 'facturas', 'historial'], raw['ver'], 'orden')
  const title = useOrderName()(order)
  const draft = useRef<SaveFirst>(null)
  useTitle(`${title} · ${order.supplierName}`)
  const wasSent = order.sentAt !== null
  const isEditable = order.actions.includes('edit')
  // Who writes while it is sent keeps what is typed: the lines tell, and go when nothing is.
  const [wasEditable, setWasEditable] = useState(isEditable)
  if (isEditable && !wasEditable) setWasEditable(true)
  return (
    <RecordPage
      back="/compras"
      title={title}
      under={
        <>
          {order.contactId ? <Link to={`/contactos/${order.contactId}`}>{order.supplierName}</Link> : order.supplierName}
          {' · '}
          <RelativeTime at={order.sentAt ?? order.createdAt} />
        </>
      }
      marks={
        <>
          <StateChip state={order.state} />
          <ApprovalChip state={order.state} approval={order.approval} />
        </>
      }
      actions={
        <PurchaseActions order={order} saveFirst={(goOn, isParting) => (draft.current ? draft.current(goOn, isParting) : goOn(order))} />
      }
      facts={<PurchaseFacts order={order} />}
      tabs={[
        { value: 'orden', label: t('purchasing.record.order') },
        ...(wasSent ? [{ value: 'recepciones' as const, label: t('purchasing.record.receipts') }] : []),
        ...(wasSent && may(canReadPayables) ? [{ value: 'facturas' as const, label: t('purchasing.record.bills') }] : []),
        { value: 'historial', label: t('purchasing.record.history') },
      ]}
      tab={tab}
      onTab={(ver) => setSearch({ ver: ver === 'orden' ? undefined : ver })}
    >
      {tab === 'recepciones' && wasSent ? (
        <Receipts order={order} />
      ) : tab === 'facturas' && wasSent ? (
        <OrderBills order={order} />
      ) : tab === 'historial' ? (
        <History order={order} />
      ) : wasEditable ? (
        <DraftLines order={order} ref={draft} />
      ) : (
        <LineTable order={order} />
      )}
    </RecordPage>
  )
}

const signs: Partial<Record<PurchaseEvent['kind'], typeof IconSend>> = {
  sent: IconSend,
  received: IconPackageImport,
  billed: IconFileInvoice,
}

function History({ order }: { order: PurchaseOrder }) {
  const t = useT()
  const format = useFormat()
  return (
    <Timeline
      items={order.events.map(({ id, kind, at, actorName, reason, detail }) => {
        const Sign = signs[kind] ?? IconPencil
        const amount = detail['totalMinor'] ?? detail['valueMinor'] ?? detail['amountMinor']
        const words = [
          t(`purchasing.events.${kind}`),
          typeof amount === 'number' ? format.money(amount, order.currency) : '',
          typeof detail['number'] === 'string' ? detail['number'] : '',
          reason ?? '',
        ]
        return { id, icon: <Sign size={15} stroke={1.7} />, text: words.filter(Boolean).join(' · '), at, by: actorName }
      })}
    />
  )
}
