import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { getContact } from '#crm/contract/api.ts'
import { canBuy } from '#purchasing/contract/permissions.ts'
import { createSupplier, getSupplier, listSupplierItems, listSuppliers } from '#purchasing/contract/supplier-api.ts'
import { listPurchases } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseCard } from '#purchasing/contract/purchase-order.ts'
import type { Supplier, SupplierCard, SupplierItem } from '#purchasing/contract/supplier.ts'
import { StateChip, useOrderName } from '#purchasing/web/purchases/state-chip.tsx'
import { ItemDialog } from '#purchasing/web/suppliers/item-dialog.tsx'
import { TermsDialog } from '#purchasing/web/suppliers/terms-dialog.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import type { PanelProps } from '#web/module.ts'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Facts, Money } from '#web/ui/marks.tsx'
import { LentPart } from '#web/ui/record-page.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#purchasing/web/purchases/purchases.module.css'

/** Of a contact that is bought from: terms, what they sell, what is on its way. Of a supplier nobody buys from yet: a way to begin. Of others, in their record, how they become one. */
export function SupplierPanel({ contactId, conversationId }: PanelProps['contact']) {
  const t = useT()
  const may = useMay()
  const { data } = useApi(listSuppliers, { contactId, show: 'all' })
  const { data: contact } = useApi(getContact, { id: contactId })
  const { send, sending } = useSend(createSupplier, {
    invalidates: [listSuppliers],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'supplier' }),
  })
  const isInTab = conversationId === undefined
  if (!data) return null
  const accounts = data.items as SupplierCard[]
  if (accounts.length > 0) return accounts.map((one) => <Account key={one.id} card={one} isInTab={isInTab} />)
  if (!contact) return null
  if (!contact.relations.includes('supplier') || !may(canBuy))
    return (
      isInTab && (
        <LentPart title={t('purchasing.supplier.title')} isInTab>
          <p>{t('purchasing.supplier.none')}</p>
        </LentPart>
      )
    )
  return (
    <LentPart title={t('purchasing.supplier.title')} isInTab={isInTab}>
      <p>{t('purchasing.supplier.begin_hint')}</p>
      <Button variant="default" size="xs" loading={sending} onClick={() => void send({ contactId }).catch(() => {})}>
        {t('purchasing.supplier.begin')}
      </Button>
    </LentPart>
  )
}

function Account({ card, isInTab }: { card: SupplierCard; isInTab: boolean }) {
  const t = useT()
  const nameOf = useOrderName()
  const may = useMay()
  const format = useFormat()
  const [open, setOpen] = useState<'terms' | 'new' | SupplierItem | null>(null)
  const { data: whole } = useApi(getSupplier, { id: card.id })
  const { data: sold } = useApi(listSupplierItems, { supplierId: card.id })
  const { data: orders } = useApi(listPurchases, { supplierId: card.id, limit: 4 })
  const supplier = whole as Supplier | undefined
  const items = (sold?.items ?? []) as SupplierItem[]
  const share = (points: number): string => `${points > 0 ? '+' : ''}${format.number(Math.round(points / 10) / 10)} %`
  return (
    <LentPart title={t('purchasing.supplier.title')} isInTab={isInTab}>
      <Facts
        rows={[
          {
            label: t('purchasing.supplier.terms'),
            value: t(card.isFromMonthEnd ? 'purchasing.supplier.days_from_month_end' : 'purchasing.supplier.days', {
              days: card.termsDays,
            }),
          },
          ...(supplier?.leadTime
            ? [
                {
                  label: t('purchasing.supplier.lead_time'),
                  value: t('purchasing.supplier.lead_measured', {
                    days: Math.round(supplier.leadTime.meanDays * 10) / 10,
                    count: supplier.leadTime.count,
                  }),
                },
              ]
            : card.leadDays !== null
              ? [{ label: t('purchasing.supplier.lead_time'), value: t('purchasing.supplier.lead_said', { days: card.leadDays }) }]
              : []),
          ...(card.owedMinor !== null
            ? [{ label: t('purchasing.payables.owed'), value: <Money amountMinor={card.owedMinor} currency={card.currency} /> }]
            : []),
          ...(card.overdueMinor
            ? [
                {
                  label: t('purchasing.payables.overdue'),
                  value: (
                    <span className={s.down}>
                      <Money amountMinor={card.overdueMinor} currency={card.currency} />
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      {items.length > 0 && (
        <ul className={s.list} aria-label={t('purchasing.supplier.items')}>
          {items.map((item) => (
            <li key={item.id}>
              <button type="button" className={s.plain} onClick={() => setOpen(item)}>
                {item.name}
                <small>
                  {[
                    t('purchasing.supplier.pack', { unit: item.supplyUnit, quantity: format.number(item.stockMilli / item.supplyMilli) }),
                    item.lastChangeBasisPoints ? share(item.lastChangeBasisPoints) : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </button>
              <Money amountMinor={item.priceMinor} currency={item.currency} />
            </li>
          ))}
        </ul>
      )}
      {(orders?.items.length ?? 0) > 0 && (
        <ul className={s.list} aria-label={t('purchasing.nav.purchases')}>
          {((orders?.items ?? []) as PurchaseCard[]).map((order) => (
            <li key={order.id}>
              <Link to={`/compras/${order.id}`} className="num">
                {nameOf(order)}
              </Link>
              <StateChip state={order.state} />
            </li>
          ))}
        </ul>
      )}
      {may(canBuy) && (
        <div className={s.foot} style={{ justifyContent: 'flex-start' }}>
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={() => setOpen('new')}>
            {t('purchasing.supplier.add_item')}
          </Button>
          <Button variant="default" size="xs" onClick={() => setOpen('terms')}>
            {t('purchasing.supplier.edit_terms')}
          </Button>
        </div>
      )}
      {open === 'terms' && <TermsDialog supplier={card} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'terms' && (
        <ItemDialog
          supplier={card}
          {...(open !== 'new' && { item: open })}
          without={items.map(({ variantId }) => variantId)}
          onClose={() => setOpen(null)}
        />
      )}
    </LentPart>
  )
}
