import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import '#web/ui/mantine-forms-css.ts'
import type { CreatePromotion, Promotion } from '#commerce/contract/promotion.ts'
import { inputOf, type Draft, type Place } from '#commerce/web/promotions/promotion-draft.ts'
import { PromotionPreview } from '#commerce/web/promotions/promotion-preview.tsx'
import { sentenceOf } from '#commerce/web/promotions/promotion-sentence.ts'
import { RuleFields, type Names } from '#commerce/web/promotions/rule-fields.tsx'
import { LimitFields, WhenFields, WhoFields } from '#commerce/web/promotions/terms-fields.tsx'
import { useTelling } from '#commerce/web/promotions/use-telling.ts'
import s from '#commerce/web/promotions/promotions.module.css'
import type { CallOptions } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Section } from '#web/ui/page.tsx'

type Props = {
  start: Draft
  place: Place
  promotion: Promotion | null
  save: (input: CreatePromotion, begun: CallOptions) => Promise<unknown>
}

/** What a promotion does, when and for whom; beside it how it is said, and what a basket comes to with it. */
export function PromotionForm({ start, place, promotion, save }: Props) {
  const t = useT()
  const telling = useTelling()
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const names: Names = { ...promotion?.names, ...chosen }
  const form = useContractForm<Draft>({
    version: promotion?.version,
    initialValues: start,
    validate: {
      name: (text) => (text.trim() === '' ? t('commerce.promotions.form.missing') : null),
      pay: (pay, { kind, take }) => (kind === 'n_for_m' && !(Number(pay) < Number(take)) ? t('commerce.promotions.form.pay_less') : null),
      percent: (percent, { kind }) =>
        ['percent', 'order_percent', 'delivery', 'nth_unit'].includes(kind) && !(Number(percent) > 0)
          ? t('commerce.promotions.form.missing')
          : null,
      amount: (amount, { kind }) => {
        if (kind === 'price' || kind === 'combo') return amount === '' ? t('commerce.promotions.form.missing') : null
        return (kind === 'amount' || kind === 'order_amount') && !(Number(amount) > 0) ? t('commerce.promotions.form.missing') : null
      },
      endsOn: (end, { startsOn }) => (end !== '' && startsOn !== '' && end < startsOn ? t('commerce.promotions.form.ends_first') : null),
    },
    save: (draft, begun) => {
      const input = inputOf(draft, place)
      return input ? save(input, begun) : Promise.reject(new Error(t('commerce.promotions.form.incomplete')))
    },
  })
  const draft = form.getValues()
  const input = inputOf(draft, place)
  const said = inputOf({ ...draft, name: draft.name.trim() || t('commerce.promotions.preview.this') }, place)
  const sentence = said ? sentenceOf({ ...said, currency: place.currency, code: promotion?.code ?? null }, telling(names)) : null
  const props = {
    form,
    currency: place.currency,
    names,
    onNames: (more: Record<string, string>) => setChosen((all) => ({ ...all, ...more })),
  }

  return (
    <CheckedForm form={form} className={s.editor}>
      <UnsavedGuard when={form.isDirty() && !form.isSaving} />
      <div className={s.fields}>
        <FormProblem form={form} />
        <Section title={t('commerce.promotions.form.what')}>
          <Fields>
            <TextInput
              label={t('commerce.promotions.form.name')}
              description={t('commerce.promotions.form.name_hint')}
              maxLength={80}
              withAsterisk
              aria-required
              {...form.field('name')}
            />
            {draft.name.trim() === '' && sentence && (
              <div>
                <Button variant="default" onClick={() => form.setFieldValue('name', sentence.slice(0, 80))}>
                  {t('commerce.promotions.form.use_sentence')}
                </Button>
              </div>
            )}
          </Fields>
          <div className={s.gap} />
          <RuleFields {...props} />
        </Section>
        <Section title={t('commerce.promotions.form.when')}>
          <WhenFields form={form} />
        </Section>
        <Section title={t('commerce.promotions.form.who')}>
          <WhoFields {...props} />
        </Section>
        <Section title={t('commerce.promotions.form.limits')}>
          <LimitFields form={form} currency={place.currency} />
        </Section>
        <FormButtons
          submit={promotion ? t('web.action.save') : t('commerce.promotions.create')}
          isSaving={form.isSaving}
          isDisabled={promotion !== null && !form.isDirty()}
        />
      </div>
      <aside className={s.aside}>
        <h2>{t('commerce.promotions.preview.said')}</h2>
        <p className={s.sentence} aria-live="polite">
          {sentence ?? t('commerce.promotions.form.incomplete')}
        </p>
        <PromotionPreview
          promotion={input ?? said}
          id={promotion?.id ?? null}
          goods={draft.kind === 'combo' ? draft.parts.flatMap(({ goods }) => goods) : draft.goods}
        />
      </aside>
    </CheckedForm>
  )
}
