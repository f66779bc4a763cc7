import { Button, Pill, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { getMenu } from '#commerce/contract/product-api.ts'
import type { Menu, OfferedProduct, ScannedCode } from '#commerce/contract/product-sale.ts'
import type { QuotedOrder } from '#orders/contract/order.ts'
import { Basket } from '#orders/web/builder/basket.tsx'
import { ChoiceDialog } from '#orders/web/builder/choice-dialog.tsx'
import { CustomerField } from '#orders/web/builder/customer-field.tsx'
import { DestinationFields } from '#orders/web/builder/destination-fields.tsx'
import { type Door, type Draft, type DraftLine, type Method, withLine } from '#orders/web/builder/draft.ts'
import { MoneyField } from '#orders/web/builder/money-field.tsx'
import { ProductFinder } from '#orders/web/builder/product-finder.tsx'
import { PromotionNotes } from '#web/ui/promotion-notes.tsx'
import { Sums } from '#orders/web/orders/order-ticket.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
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
  const [choosing, setChoosing] = useState<{ product: OfferedProduct; line: DraftLine | null } | null>(null)
  const { data } = useApi(getMenu, { brandId: draft.brandId }, { staleTime: 60_000 })
  const menu = data as Menu | undefined
  const groupsOf = (product: OfferedProduct) =>
    product.modifierGroupIds.flatMap((id) => menu?.modifierGroups.find((one) => one.id === id) ?? [])
  const add = (product: OfferedProduct, line: Omit<DraftLine, 'key' | 'productId' | 'unit' | 'quantityMilli'>): void =>
    onChange({ lines: withLine(draft.lines, { ...line, productId: product.id, unit: product.unit, quantityMilli: 1000 }) })
  const choose = (product: OfferedProduct): void => {
    const variant = product.variants.find(({ refusal }) => refusal === null)
    const asks = product.variants.length > 1 || groupsOf(product).some(({ least }) => least > 0)
    if (asks || !variant) setChoosing({ product, line: null })
    else add(product, { variantId: variant.id, name: product.name, modifierIds: [], modifierNames: [], note: '' })
  }
  const scanned = ({ variant, quantityMilli }: ScannedCode): void =>
    onChange({
      lines: withLine(draft.lines, {
        variantId: variant.id,
        productId: variant.productId,
        name: variant.name,
        unit: variant.unit,
        quantityMilli: quantityMilli ?? 1000,
        modifierIds: [],
        modifierNames: [],
        note: '',
      }),
    })
  const edit = (line: DraftLine): void => {
    const product = menu?.categories.flatMap(({ products }) => products).find(({ id }) => id === line.productId)
    // What is not on the menu any more can still be written a note to.
    setChoosing({ product: product ?? withoutMenu(line), line })
  }
  const chosen = (part: Pick<DraftLine, 'variantId' | 'name' | 'modifierIds' | 'modifierNames' | 'note'>): void => {
    if (choosing?.line) onChange({ lines: draft.lines.map((line) => (line.key === choosing.line?.key ? { ...line, ...part } : line)) })
    else if (choosing) add(choosing.product, part)
    setChoosing(null)
  }
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
      {choosing && (
        <ChoiceDialog
          key={choosing.line?.key ?? choosing.product.id}
          product={choosing.product}
          groups={groupsOf(choosing.product)}
          currency={currency}
          line={choosing.line}
          onDone={chosen}
          onClose={() => setChoosing(null)}
        />
      )}
    </div>
  )
}

const withoutMenu = (line: DraftLine): OfferedProduct => ({
  id: line.productId,
  categoryId: null,
  kind: 'good',
  name: line.name,
  description: '',
  unit: line.unit as OfferedProduct['unit'],
  labels: [],
  imageUrl: null,
  variants: [{ id: line.variantId, name: '', sku: null, refusal: null }],
  modifierGroupIds: [],
})

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
