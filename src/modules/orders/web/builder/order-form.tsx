import { Button, Pill, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { QuotedOrder } from '#orders/contract/order.ts'
import { Basket } from '#orders/web/builder/basket.tsx'
import { CustomerField } from '#orders/web/builder/customer-field.tsx'
import { DestinationFields } from '#orders/web/builder/destination-fields.tsx'
import type { Door, Draft, Method } from '#orders/web/builder/draft.ts'
import { useLineEditor } from '#orders/web/builder/line-editor.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { ProductFinder } from '#orders/web/builder/product-finder.tsx'
import { PromotionNotes } from '#web/ui/promotion-notes.tsx'
import { Sums } from '#orders/web/orders/order-ticket.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { Fields } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import '#web/ui/mantine-forms-css.ts'
import s from '#orders/web/builder/builder.module.css'
import type { ReactNode } from 'react'

export const methods = ['cash', 'card', 'transfer', 'other'] as const

type Props = {
  draft: Draft
  /** Whereby it comes in: prices may differ. */
  door: Door
  onChange: (change: Partial<Draft>) => void
  answer: QuotedOrder | null
  problem: string | null
  currency: string
  /** One column, where there is no room for two. */
  isNarrow?: boolean
  isCustomerFixed?: boolean
  foot: ReactNode
}

/** What is wanted, by whom and where; what it comes to is asked of the catalogue with every change. */
export function OrderForm({ draft, door, onChange, answer, problem, currency, isNarrow, isCustomerFixed, foot }: Props) {
  const t = useT()
  const { choose, scanned, edit, dialog } = useLineEditor({
    brandId: draft.brandId,
    currency,
    lines: draft.lines,
    onChange: (lines) => onChange({ lines }),
  })
  const quote = answer?.quote ?? null
  return (
    <div className={s.form} data-narrow={isNarrow || undefined}>
      <section className={s.shelf} aria-label={t('orders.builder.products')}>
        <ProductFinder
          brandId={draft.brandId}
          door={door}
          contactId={draft.contact?.id ?? null}
          isFocused={!isNarrow}
          onChoose={choose}
          onScan={scanned}
        />
      </section>
      <section className={s.side} aria-label={t('orders.builder.order')}>
        <Basket
          lines={draft.lines}
          quoted={quote?.lines ?? null}
          currency={currency}
          onChange={(lines) => onChange({ lines })}
          onEdit={edit}
        />
        {problem && <Notice tone="bad">{problem}</Notice>}
        <Fields>
          {!isCustomerFixed && <CustomerField value={draft.contact} onChange={(contact) => onChange({ contact })} />}
          <DestinationFields
            draft={draft}
            trouble={answer?.trouble ?? null}
            covering={answer?.covering ?? null}
            currency={currency}
            onChange={onChange}
          />
          <Textarea
            label={t('orders.builder.note')}
            value={draft.note}
            maxLength={1000}
            autosize
            minRows={1}
            onChange={(event) => onChange({ note: event.currentTarget.value })}
          />
          <CouponField codes={draft.couponCodes} onChange={(couponCodes) => onChange({ couponCodes })} />
          <Select
            label={t('orders.builder.method')}
            placeholder={t('orders.builder.method_unknown')}
            data={methods.map((value) => ({ value, label: t(`orders.methods.${value}`) }))}
            value={draft.paymentMethod}
            clearable
            onChange={(method) => onChange({ paymentMethod: method as Method | null })}
          />
          {draft.paymentMethod === 'cash' && (
            <MoneyField
              label={t('orders.builder.pays_with')}
              hint={t('orders.builder.pays_with_hint')}
              valueMinor={draft.paysWithMinor}
              currency={currency}
              onChange={(paysWithMinor) => onChange({ paysWithMinor })}
            />
          )}
        </Fields>
        {quote && draft.lines.length > 0 && (
          <>
            <Sums order={{ ...quote, fulfilment: draft.fulfilment }} />
            <PromotionNotes notes={quote.promotions} currency={quote.currency} show="useful" title={t('orders.ticket.promotions')} />
          </>
        )}
        <div className={s.place}>{foot}</div>
      </section>
      {dialog}
    </div>
  )
}

function CouponField({ codes, onChange }: { codes: readonly string[]; onChange: (codes: string[]) => void }) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const add = (): void => {
    const code = typed.trim().toUpperCase()
    if (code !== '' && !codes.includes(code)) onChange([...codes, code])
    setTyped('')
  }
  return (
    <div className={s.coupons}>
      <TextInput
        label={t('orders.builder.coupon')}
        value={typed}
        maxLength={40}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          add()
        }}
        rightSectionWidth={84}
        rightSection={
          <Button size="compact-xs" variant="subtle" disabled={typed.trim() === '' || codes.length >= 5} onClick={add}>
            {t('orders.builder.apply')}
          </Button>
        }
      />
      {codes.length > 0 && (
        <Pill.Group>
          {codes.map((code) => (
            <Pill
              key={code}
              withRemoveButton
              removeButtonProps={{ 'aria-label': t('orders.builder.remove', { name: code }) }}
              onRemove={() => onChange(codes.filter((one) => one !== code))}
            >
              {code}
            </Pill>
          ))}
        </Pill.Group>
      )}
    </div>
  )
}
