import '#web/ui/mantine-forms-css.ts'
import { Button, Select, Switch } from '@mantine/core'
import { changeItem, getStock, listStock } from '#inventory/contract/stock-api.ts'
import type { Item } from '#inventory/contract/item.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { FieldRow, Fields, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#inventory/web/levels/levels.module.css'

type Rules = Pick<Item, 'tracking' | 'allowsNegative' | 'reorderRule' | 'reorderPointMilli' | 'reorderUpToMilli'> & {
  leadDays: number | ''
}

/** How one thing is counted, and when to order more of it. */
export function ItemRules({ item }: { item: Item }) {
  const t = useT()
  const format = useFormat()
  const { send } = useSend(changeItem, {
    invalidates: [getStock, listStock],
    rereads: [getStock],
    onDone: () => void toast({ text: t('inventory.rules.saved') }),
  })
  const { version, tracking, allowsNegative, reorderRule, reorderPointMilli, reorderUpToMilli, leadDays } = item
  const form = useContractForm<Rules>({
    version,
    initialValues: { tracking, allowsNegative, reorderRule, reorderPointMilli, reorderUpToMilli, leadDays },
    save: ({ reorderPointMilli: point, reorderUpToMilli: upTo, ...rules }, begun) => {
      const fixed = rules.reorderRule === 'fixed' && { reorderPointMilli: point, reorderUpToMilli: upTo }
      return send({ id: item.variantId, ...rules, leadDays: rules.leadDays || 0, ...fixed }, begun)
    },
  })
  const draft = form.getValues()
  const quantity = (name: 'reorderPointMilli' | 'reorderUpToMilli') => ({
    min: 0,
    max: 1e9,
    decimals: 3,
    value: draft[name] === null ? null : draft[name] / 1000,
    error: form.errors[name],
    onChange: (typed: number | '') => form.setFieldValue(name, typed === '' ? null : Math.round(typed * 1000)),
  })
  return (
    <section>
      <h3>{t('inventory.rules.title')}</h3>
      <CheckedForm form={form}>
        <Fields>
          <Select
            label={t('inventory.rules.reorder')}
            data={(['none', 'fixed', 'demand'] as const).map((value) => ({ value, label: t(`inventory.rules.reorder_rules.${value}`) }))}
            allowDeselect={false}
            {...form.field('reorderRule')}
          />
          {draft.reorderRule === 'fixed' && (
            <FieldRow>
              <NumberField label={t('inventory.rules.point')} {...quantity('reorderPointMilli')} />
              <NumberField label={t('inventory.rules.up_to')} {...quantity('reorderUpToMilli')} />
            </FieldRow>
          )}
          {draft.reorderRule === 'demand' && item.reorderPointMilli !== null && (
            <p className={s.hint}>
              {t('inventory.rules.demand_now', {
                point: format.number(item.reorderPointMilli / 1000),
                upTo: item.reorderUpToMilli === null ? '' : format.number(item.reorderUpToMilli / 1000),
              })}
            </p>
          )}
          <FieldRow>
            <NumberField label={t('inventory.rules.lead_days')} min={0} max={365} {...form.field('leadDays')} />
            <Select
              label={t('inventory.rules.tracking')}
              data={(['quantity', 'lot', 'serial'] as const).map((value) => ({ value, label: t(`inventory.rules.trackings.${value}`) }))}
              allowDeselect={false}
              {...form.field('tracking')}
            />
          </FieldRow>
          {draft.tracking === 'quantity' && (
            <Switch
              label={t('inventory.rules.negative')}
              description={t('inventory.rules.negative_hint')}
              {...form.field('allowsNegative', { type: 'checkbox' })}
            />
          )}
          <FormProblem form={form} />
          {form.isDirty() && (
            <div className={s.buttons}>
              <Button type="submit" variant="default" loading={form.isSaving}>
                {t('inventory.rules.save')}
              </Button>
            </div>
          )}
        </Fields>
      </CheckedForm>
    </section>
  )
}
