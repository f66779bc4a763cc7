import { Switch, TextInput } from '@mantine/core'
import { listOrdering, updateOrdering } from '#orders/contract/ordering-api.ts'
import type { Ordering } from '#orders/contract/ordering.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FieldRow, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Section } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'
import s from '#orders/web/settings/settings.module.css'

/** Every brand has these: there an order begins, and there it ends. */
const always = new Set(['received', 'delivered', 'cancelled'])

/** Which steps a brand uses and what it calls them, and how its numbers begin. */
export function StepsForm({ ordering }: { ordering: Ordering }) {
  const t = useT()
  const { send } = useSend(updateOrdering, {
    invalidates: [listOrdering],
    rereads: [listOrdering],
    onDone: () => void toast({ text: t('orders.settings.saved') }),
  })
  const form = useContractForm({
    version: ordering.version,
    initialValues: {
      prefix: ordering.prefix,
      readyMinutes: ordering.readyMinutes as number | string,
      mayGoBack: ordering.mayGoBack,
      states: ordering.states.map(({ state, name, isUsed }) => ({ state, name: name ?? '', isUsed })),
    },
    validate: {
      prefix: (prefix: string) => (/^[a-z][a-z0-9]{0,5}$/i.test(prefix.trim()) ? null : t('orders.settings.prefix_wrong')),
    },
    save: ({ prefix, readyMinutes, mayGoBack, states }, begun): Promise<unknown> =>
      send(
        {
          brandId: ordering.brandId,
          prefix: prefix.trim(),
          readyMinutes: Number(readyMinutes) || 0,
          mayGoBack,
          states: states.map(({ state, name, isUsed }) => ({ state, name: name.trim() || null, isUsed })),
        },
        begun,
      ),
  })
  const { states } = form.getValues()
  return (
    <CheckedForm form={form}>
      <FormProblem form={form} />
      <Section title={t('orders.settings.steps')} hint={t('orders.settings.steps_hint')}>
        <ul className={s.steps}>
          {states.map(({ state, isUsed }, i) => (
            <li key={state}>
              {always.has(state) ? (
                <small className={s.quiet}>{t('orders.settings.always')}</small>
              ) : (
                <Switch
                  aria-label={t('orders.settings.uses', { state: t(`orders.states.${state}`) })}
                  checked={isUsed}
                  onChange={(event) => form.setFieldValue(`states.${i}.isUsed`, event.currentTarget.checked)}
                />
              )}
              <TextInput
                aria-label={t('orders.settings.called', { state: t(`orders.states.${state}`) })}
                placeholder={t(`orders.states.${state}`)}
                maxLength={40}
                disabled={!isUsed}
                {...form.field(`states.${i}.name`)}
              />
            </li>
          ))}
        </ul>
        <div className={s.more}>
          <Switch
            label={t('orders.settings.go_back')}
            description={t('orders.settings.go_back_hint')}
            checked={form.getValues().mayGoBack}
            onChange={(event) => form.setFieldValue('mayGoBack', event.currentTarget.checked)}
          />
          <FieldRow>
            <TextInput
              label={t('orders.settings.prefix')}
              description={t('orders.settings.prefix_hint')}
              maxLength={6}
              {...form.field('prefix')}
            />
            <NumberField
              label={t('orders.settings.minutes')}
              description={t('orders.settings.minutes_hint')}
              min={0}
              max={10_080}
              {...form.field('readyMinutes')}
            />
          </FieldRow>
        </div>
      </Section>
      <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} />
    </CheckedForm>
  )
}
