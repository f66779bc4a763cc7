import { Select, Switch, Textarea, TextInput } from '@mantine/core'
import '#web/ui/mantine-forms-css.ts'
import { kinds, type SurveyKind } from '#surveys/contract/scale.ts'
import { templateVariables } from '#surveys/contract/variables.ts'
import { ChatPreview } from '#surveys/web/surveys/chat-preview.tsx'
import { usualTexts, type Draft } from '#surveys/web/surveys/draft.ts'
import { ScopeFields } from '#surveys/web/surveys/scope-fields.tsx'
import s from '#surveys/web/surveys/surveys.module.css'
import type { CallOptions } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { TemplatePart } from '#web/template-part.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Section } from '#web/ui/page.tsx'

const languages = ['es', 'en', 'pt'] as const
const numbers = [
  ['delayMinutes', 'delay', 0, 10_080],
  ['samplePercent', 'sample', 1, 100],
  ['cooldownDays', 'cooldown', 0, 365],
  ['expiresHours', 'expires', 1, 720],
] as const

type Props = { start: Draft; version?: number; isNew?: boolean; save: (draft: Draft, begun: CallOptions) => Promise<unknown> }

/** What a survey says, to whom and when; beside it how it looks on a telephone. */
export function SurveyForm({ start, version, isNew = false, save }: Props) {
  const t = useT()
  const filled = (text: string): string | null => (text.trim() === '' ? t('surveys.editor.missing') : null)
  const form = useContractForm<Draft>({
    version,
    initialValues: start,
    validate: {
      name: filled,
      texts: {
        question: filled,
        good: filled,
        middle: (text, { kind }) => (kind === 'open' ? null : filled(text)),
        bad: (text, { kind }) => (kind === 'open' ? null : filled(text)),
      },
    },
    save,
  })
  const draft = form.getValues()
  const { kind } = draft

  /** Words that nobody has touched follow the kind. */
  const changeKind = (next: SurveyKind): void => {
    const before = usualTexts(t, kind)
    const after = usualTexts(t, next)
    const texts = Object.fromEntries(
      Object.entries(draft.texts).map(([key, text]) => [
        key,
        text === before[key as keyof typeof before] ? after[key as keyof typeof after] : text,
      ]),
    ) as Draft['texts']
    const name = draft.name === t(`surveys.usual.name_${kind}`) ? t(`surveys.usual.name_${next}`) : draft.name
    form.setValues({ kind: next, texts, name })
  }
  const words = (key: keyof Draft['texts'], label: string, most: number, description?: string) => (
    <Textarea
      key={key}
      label={label}
      {...(description && { description })}
      maxLength={most}
      autosize
      minRows={key === 'question' ? 2 : 1}
      withAsterisk={key !== 'followUp'}
      aria-required={key !== 'followUp'}
      {...form.field(`texts.${key}`)}
    />
  )

  return (
    <CheckedForm form={form} className={s.editor}>
      <UnsavedGuard when={form.isDirty() && !form.isSaving} />
      <div className={s.fields}>
        <FormProblem form={form} />
        <Section title={t('surveys.editor.words')}>
          <Fields>
            <TextInput
              label={t('surveys.editor.name')}
              description={t('surveys.editor.name_hint')}
              maxLength={80}
              withAsterisk
              aria-required
              {...form.field('name')}
            />
            <Select
              label={t('surveys.editor.kind')}
              {...(!isNew && { description: t('surveys.editor.kind_fixed') })}
              data={kinds.map((value) => ({ value, label: t(`surveys.kinds.${value}`) }))}
              value={kind}
              onChange={(next) => changeKind((next ?? kind) as SurveyKind)}
              allowDeselect={false}
              disabled={!isNew}
            />
            <FieldRow>
              <Select
                label={t('surveys.editor.language')}
                data={languages.map((value) => ({ value, label: t(`surveys.languages.${value}`) }))}
                allowDeselect={false}
                {...form.field('language')}
              />
              {kind === 'csat' && (
                <Select
                  label={t('surveys.editor.look')}
                  data={(['list', 'buttons'] as const).map((value) => ({ value, label: t(`surveys.editor.look_${value}`) }))}
                  allowDeselect={false}
                  {...form.field('look')}
                />
              )}
            </FieldRow>
            {kind === 'csat' && draft.look === 'buttons' && <p className={s.hint}>{t('surveys.editor.look_hint')}</p>}
            {words('question', t('surveys.editor.question'), 600)}
            {kind === 'open' ? (
              words('good', t('surveys.editor.thanks'), 600)
            ) : (
              <>
                {words('good', t('surveys.editor.good'), 600)}
                {words('middle', t('surveys.editor.middle'), 600)}
                {words('bad', t('surveys.editor.bad'), 600)}
                {words('followUp', t('surveys.editor.follow_up'), 300, t('surveys.editor.follow_up_hint'))}
              </>
            )}
          </Fields>
        </Section>
        <Section title={t('surveys.editor.when')} hint={t(`surveys.editor.when_${draft.about}_hint`)}>
          <Fields>
            <Select
              label={t('surveys.editor.about')}
              data={(['resolution', 'delivery'] as const).map((value) => ({ value, label: t(`surveys.editor.about_${value}`) }))}
              allowDeselect={false}
              {...form.field('about')}
            />
            <div className={s.numbers}>
              {numbers.map(([field, word, min, max]) => (
                <NumberField key={field} label={t(`surveys.editor.${word}`)} min={min} max={max} {...form.field(field)} />
              ))}
            </div>
            <ScopeFields form={form} />
          </Fields>
        </Section>
        <Section title={t('surveys.editor.outside')} hint={t('surveys.editor.template_hint')}>
          <TemplatePart
            label={t('surveys.editor.template')}
            value={draft.template}
            tokens={templateVariables.map((name) => ({
              token: `{{${name}}}`,
              label: t(`surveys.editor.variables.${name}`),
              isForButtons: name === 'codigo',
            }))}
            errors={form.errorsWithin('template')}
            onChange={(template) => form.setFieldValue('template', template)}
          />
        </Section>
        <Section title={t('surveys.editor.after')}>
          <Fields>
            {kind !== 'open' && <Switch label={t('surveys.editor.opens_task')} {...form.field('opensTask', { type: 'checkbox' })} />}
            <Switch
              label={t('surveys.editor.is_active')}
              description={t('surveys.editor.is_active_hint')}
              {...form.field('isActive', { type: 'checkbox' })}
            />
          </Fields>
        </Section>
        <FormButtons
          submit={isNew ? t('surveys.list.create') : t('web.action.save')}
          isSaving={form.isSaving}
          isDisabled={!isNew && !form.isDirty()}
        />
      </div>
      <aside className={s.aside}>
        <h2>{t('surveys.editor.preview')}</h2>
        <ChatPreview draft={draft} />
      </aside>
    </CheckedForm>
  )
}
