import { MultiSelect, Select, Switch, TextInput } from '@mantine/core'
import { canReadContacts } from '#crm/contract/permissions.ts'
import { listSegments } from '#crm/contract/segment-api.ts'
import { GoodsField } from '#commerce/web/promotions/goods-field.tsx'
import { MoneyInput, type FormProps } from '#commerce/web/promotions/rule-fields.tsx'
import { ScheduleField } from '#commerce/web/promotions/schedule-field.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { FieldRow, Fields } from '#web/ui/form.tsx'

/** The doors of `Door` in the contract, whose schemas are not worth their weight here. */
const doors = ['whatsapp', 'bot', 'catalogue', 'web', 'phone', 'counter', 'api'] as const
const fulfilments = ['delivery', 'pickup', 'table'] as const

export function WhenFields({ form }: Pick<FormProps, 'form'>) {
  const t = useT()
  const draft = form.getValues()
  return (
    <Fields>
      <FieldRow>
        <DateField label={t('commerce.promotions.form.starts')} {...form.field('startsOn')} />
        <DateField label={t('commerce.promotions.form.ends')} {...form.field('endsOn')} />
      </FieldRow>
      <Switch
        label={t('commerce.promotions.form.weekly')}
        description={t('commerce.promotions.form.weekly_hint')}
        {...form.field('isWeekly', { type: 'checkbox' })}
      />
      {draft.isWeekly && (
        <ScheduleField
          spans={draft.spans}
          dayEndsAt={draft.dayEndsAt}
          onChange={(spans, dayEndsAt) => form.setValues({ spans, dayEndsAt })}
        />
      )}
    </Fields>
  )
}

export function WhoFields({ form, currency, names, onNames }: FormProps) {
  const t = useT()
  const { brands } = useSession()
  const mayReadContacts = useMay()(canReadContacts)
  const { data: segments } = useApi(listSegments, {}, { enabled: mayReadContacts })
  const draft = form.getValues()
  const everything = (chosen: readonly unknown[], word: string): string =>
    chosen.length === 0 ? t(`commerce.promotions.form.${word}`) : ''
  return (
    <Fields>
      <FieldRow>
        <MoneyInput label={t('commerce.promotions.form.least_amount')} currency={currency} field={form.field('leastAmount')} />
        <NumberField label={t('commerce.promotions.form.least_quantity')} min={0} decimals={3} {...form.field('leastQuantity')} />
      </FieldRow>
      {(draft.leastAmount !== '' || draft.leastQuantity !== '') && (
        <GoodsField
          label={t('commerce.promotions.form.least_goods')}
          value={draft.leastGoods}
          names={names}
          onChange={(value, chosen) => {
            onNames(chosen)
            form.setFieldValue('leastGoods', value)
          }}
        />
      )}
      <Switch
        label={t('commerce.promotions.form.coupon')}
        description={t('commerce.promotions.form.coupon_hint')}
        {...form.field('needsCoupon', { type: 'checkbox' })}
      />
      <Switch
        label={t('commerce.promotions.form.first')}
        description={t('commerce.promotions.form.first_hint')}
        {...form.field('isFirstPurchase', { type: 'checkbox' })}
      />
      {mayReadContacts && (
        <MultiSelect
          label={t('commerce.promotions.form.segments')}
          placeholder={everything(draft.segmentIds, 'everybody')}
          data={(segments?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          {...form.field('segmentIds')}
        />
      )}
      <FieldRow>
        <MultiSelect
          label={t('commerce.promotions.form.doors')}
          placeholder={everything(draft.doors, 'every_door')}
          data={doors.map((value) => ({ value, label: t(`commerce.promotions.doors.${value}`) }))}
          {...form.field('doors')}
        />
        {draft.kind !== 'delivery' && (
          <MultiSelect
            label={t('commerce.promotions.form.fulfilments')}
            placeholder={everything(draft.fulfilments, 'every_way')}
            data={fulfilments.map((value) => ({ value, label: t(`commerce.promotions.fulfilments.${value}`) }))}
            {...form.field('fulfilments')}
          />
        )}
      </FieldRow>
      {brands.length > 1 && (
        <MultiSelect
          label={t('commerce.promotions.form.brands')}
          placeholder={everything(draft.brandIds, 'every_brand')}
          data={brands.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.field('brandIds')}
        />
      )}
    </Fields>
  )
}

export function LimitFields({ form, currency }: Pick<FormProps, 'form' | 'currency'>) {
  const t = useT()
  const draft = form.getValues()
  const count = (field: 'usesTotal' | 'usesPerCustomer' | 'priority', word: string, min: number) => (
    <NumberField
      label={t(`commerce.promotions.form.${word}`)}
      placeholder={field === 'priority' ? '' : t('commerce.promotions.form.no_limit')}
      min={min}
      max={field === 'priority' ? 1000 : 1_000_000}
      {...form.field(field)}
    />
  )
  return (
    <Fields>
      <FieldRow>
        {count('usesTotal', 'uses_total', 1)}
        {count('usesPerCustomer', 'uses_per_customer', 1)}
      </FieldRow>
      <FieldRow>
        <MoneyInput
          label={t('commerce.promotions.form.most')}
          hint={t('commerce.promotions.form.most_hint')}
          currency={currency}
          field={form.field('most')}
        />
        <MoneyInput
          label={t('commerce.promotions.form.budget')}
          hint={t('commerce.promotions.form.budget_hint')}
          currency={currency}
          field={form.field('budget')}
        />
      </FieldRow>
      <Select
        label={t('commerce.promotions.form.together')}
        description={t(`commerce.promotions.form.together_hint_${draft.together}`)}
        data={(['all', 'group'] as const).map((value) => ({ value, label: t(`commerce.promotions.form.together_${value}`) }))}
        allowDeselect={false}
        {...form.field('together')}
      />
      {draft.together === 'group' && (
        <TextInput
          label={t('commerce.promotions.form.group')}
          description={t('commerce.promotions.form.group_hint')}
          maxLength={40}
          {...form.field('group')}
        />
      )}
      <Switch
        label={t('commerce.promotions.form.exclusive')}
        description={t('commerce.promotions.form.exclusive_hint')}
        {...form.field('isExclusive', { type: 'checkbox' })}
      />
      <Switch label={t('commerce.promotions.form.skips_reduced')} {...form.field('skipsReduced', { type: 'checkbox' })} />
      <FieldRow>{count('priority', 'priority', 0)}</FieldRow>
    </Fields>
  )
}
