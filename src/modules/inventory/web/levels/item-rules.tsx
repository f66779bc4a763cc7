import '#web/ui/mantine-forms-css.ts'
import { Button, Select, Switch } from '@mantine/core'
import { useState } from 'react'
import { keepItems, getStock, listStock } from '#inventory/contract/stock-api.ts'
import type { Item } from '#inventory/contract/item.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { FieldRow, Fields } from '#web/ui/form.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#inventory/web/levels/levels.module.css'

/** How one thing is counted, and when to order more of it. */
export function ItemRules({ item }: { item: Item }) {
  const t = useT()
  const format = useFormat()
  const start = {
    tracking: item.tracking,
    allowsNegative: item.allowsNegative,
    reorderRule: item.reorderRule,
    point: item.reorderPointMilli === null ? '' : item.reorderPointMilli / 1000,
    upTo: item.reorderUpToMilli === null ? '' : item.reorderUpToMilli / 1000,
    leadDays: item.leadDays as string | number,
  }
  const [draft, setDraft] = useState<{ [K in keyof typeof start]: (typeof start)[K] | string }>(start)
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const isChanged = JSON.stringify(draft) !== JSON.stringify(start)
  const { send, sending, problem } = useSend(keepItems, {
    invalidates: [getStock, listStock],
    onDone: () => void toast({ text: t('inventory.rules.saved') }),
  })
  const milli = (typed: string | number): number | null => (typed === '' ? null : Math.round(Number(typed) * 1000))
  const save = () =>
    void send({
      variantIds: [item.variantId],
      ...(draft.tracking !== item.tracking && { tracking: draft.tracking as Item['tracking'] }),
      allowsNegative: draft.allowsNegative === true,
      reorderRule: draft.reorderRule as Item['reorderRule'],
      ...(draft.reorderRule === 'fixed' && { reorderPointMilli: milli(draft.point), reorderUpToMilli: milli(draft.upTo) }),
      leadDays: Number(draft.leadDays) || 0,
    })
  const numbers = { min: 0, max: 1e9, decimals: 3 }
  return (
    <section>
      <h3>{t('inventory.rules.title')}</h3>
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Fields>
          <Select
            label={t('inventory.rules.reorder')}
            data={(['none', 'fixed', 'demand'] as const).map((value) => ({ value, label: t(`inventory.rules.reorder_rules.${value}`) }))}
            allowDeselect={false}
            value={draft.reorderRule}
            onChange={(reorderRule) => reorderRule && set({ reorderRule })}
          />
          {draft.reorderRule === 'fixed' && (
            <FieldRow>
              <NumberField {...numbers} label={t('inventory.rules.point')} value={draft.point} onChange={(point) => set({ point })} />
              <NumberField {...numbers} label={t('inventory.rules.up_to')} value={draft.upTo} onChange={(upTo) => set({ upTo })} />
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
            <NumberField
              label={t('inventory.rules.lead_days')}
              min={0}
              max={365}
              value={draft.leadDays}
              onChange={(leadDays) => set({ leadDays })}
            />
            <Select
              label={t('inventory.rules.tracking')}
              data={(['quantity', 'lot', 'serial'] as const).map((value) => ({ value, label: t(`inventory.rules.trackings.${value}`) }))}
              allowDeselect={false}
              value={draft.tracking}
              onChange={(tracking) => tracking && set({ tracking })}
            />
          </FieldRow>
          {draft.tracking === 'quantity' && (
            <Switch
              label={t('inventory.rules.negative')}
              description={t('inventory.rules.negative_hint')}
              checked={draft.allowsNegative === true}
              onChange={(event) => set({ allowsNegative: event.currentTarget.checked as never })}
            />
          )}
          {problem && <Notice tone="bad">{problem}</Notice>}
          {isChanged && (
            <div className={s.buttons}>
              <Button type="submit" variant="default" loading={sending}>
                {t('inventory.rules.save')}
              </Button>
            </div>
          )}
        </Fields>
      </CheckedForm>
    </section>
  )
}
