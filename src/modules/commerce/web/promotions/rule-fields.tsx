import { signOf } from '#web/money-input.ts'
import { ActionIcon, Button, Select, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { promotionKinds } from '#commerce/contract/promotion-kinds.ts'
import { type Typed } from '#commerce/web/promotions/amounts.ts'
import { GoodsField } from '#commerce/web/promotions/goods-field.tsx'
import type { Draft, PartDraft } from '#commerce/web/promotions/promotion-draft.ts'
import s from '#commerce/web/promotions/promotions.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import type { ComponentProps } from 'react'
import { NumberField } from '#web/ui/number-field.tsx'
import { FieldRow, Fields, type ContractForm } from '#web/ui/form.tsx'

export type Names = Readonly<Record<string, string>>
export type FormProps = { form: ContractForm<Draft>; currency: string; names: Names; onNames: (names: Record<string, string>) => void }

const mostParts = 6

type NumberProps = Pick<ComponentProps<typeof NumberField>, 'value' | 'onChange' | 'size'>

/** An amount of money, as it is typed here. */
export function MoneyInput({ label, hint, currency, field }: { label: string; hint?: string; currency: string; field: NumberProps }) {
  const format = useFormat()
  return <NumberField label={label} description={hint} prefix={signOf(format.money, currency)} min={0} max={10_000_000_000} {...field} />
}

/** What it gives, and of what. */
export function RuleFields({ form, currency, names, onNames }: FormProps) {
  const t = useT()
  const draft = form.getValues()
  const { kind } = draft
  const count = (field: 'take' | 'pay' | 'nth', min: number, max: number) => (
    <NumberField key={field} label={t(`commerce.promotions.form.${field}`)} min={min} max={max} {...form.field(field)} />
  )
  const goods = (
    <GoodsField
      label={t('commerce.promotions.form.goods')}
      hint={t('commerce.promotions.form.goods_hint')}
      value={draft.goods}
      names={names}
      onChange={(value, chosen) => {
        onNames(chosen)
        form.setFieldValue('goods', value)
      }}
    />
  )
  const amount = (word: string) => (
    <MoneyInput label={t(`commerce.promotions.form.${word}`)} currency={currency} field={form.field('amount')} />
  )
  const percent = <PercentInput label={t('commerce.promotions.form.percent')} field={form.field('percent')} />
  return (
    <Fields>
      <Select
        label={t('commerce.promotions.form.kind')}
        data={promotionKinds.map((value) => ({ value, label: t(`commerce.promotions.kinds.${value}`) }))}
        allowDeselect={false}
        {...form.field('kind')}
      />
      {kind === 'n_for_m' && (
        <>
          <FieldRow>
            {count('take', 2, 20)}
            {count('pay', 1, 19)}
          </FieldRow>
          <Select
            label={t('commerce.promotions.form.free')}
            description={t(`commerce.promotions.form.free_hint_${draft.free}`)}
            data={(['per_group', 'cheapest'] as const).map((value) => ({ value, label: t(`commerce.promotions.form.free_${value}`) }))}
            allowDeselect={false}
            {...form.field('free')}
          />
        </>
      )}
      {kind === 'nth_unit' && (
        <FieldRow>
          {count('nth', 2, 10)}
          {percent}
        </FieldRow>
      )}
      {(kind === 'percent' || kind === 'order_percent' || kind === 'delivery') && percent}
      {kind === 'amount' && (
        <FieldRow>
          {amount('amount')}
          <Select
            label={t('commerce.promotions.form.per')}
            data={(['unit', 'all'] as const).map((value) => ({ value, label: t(`commerce.promotions.form.per_${value}`) }))}
            allowDeselect={false}
            {...form.field('per')}
          />
        </FieldRow>
      )}
      {kind === 'order_amount' && amount('amount')}
      {kind === 'price' && amount('price')}
      {kind === 'combo' && (
        <>
          <Parts parts={draft.parts} names={names} onNames={onNames} onChange={(parts) => form.setFieldValue('parts', parts)} />
          {amount('combo_price')}
        </>
      )}
      {['n_for_m', 'nth_unit', 'percent', 'amount', 'price'].includes(kind) && goods}
    </Fields>
  )
}

export function PercentInput({ label, field }: { label: string; field: NumberProps }) {
  return <NumberField label={label} suffix=" %" min={0} max={100} decimals={2} {...field} />
}

type PartsProps = {
  parts: readonly PartDraft[]
  names: Names
  onNames: (names: Record<string, string>) => void
  onChange: (parts: PartDraft[]) => void
}

function Parts({ parts, names, onNames, onChange }: PartsProps) {
  const t = useT()
  const change = (i: number, part: Partial<PartDraft>): void =>
    onChange(parts.map((one, place) => (place === i ? { ...one, ...part } : one)))
  return (
    <div className={s.parts}>
      {parts.map((part, i) => (
        <div key={i} className={s.part}>
          <NumberField
            label={t('commerce.promotions.form.quantity')}
            min={1}
            max={20}
            value={part.quantity}
            onChange={(quantity: Typed) => change(i, { quantity })}
          />
          <GoodsField
            label={t('commerce.promotions.form.part', { number: i + 1 })}
            value={part.goods}
            names={names}
            onChange={(goods, chosen) => {
              onNames(chosen)
              change(i, { goods })
            }}
          />
          <Tooltip label={t('commerce.promotions.form.part_remove')}>
            <ActionIcon
              size={34}
              disabled={parts.length === 1}
              aria-label={t('commerce.promotions.form.part_remove_named', { number: i + 1 })}
              onClick={() => onChange(parts.toSpliced(i, 1))}
            >
              <IconX size={15} />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
      {parts.length < mostParts && (
        <Button variant="default" leftSection={<IconPlus size={15} />} onClick={() => onChange([...parts, { quantity: 1, goods: [] }])}>
          {t('commerce.promotions.form.part_add')}
        </Button>
      )}
    </div>
  )
}
