import { Select, TextInput } from '@mantine/core'
import { listTemplates } from '#conversations/contract/template-api.ts'
import { fieldsOf } from '#conversations/contract/template-text.ts'
import { useFieldWords } from '#conversations/web/templates/field-words.ts'
import { titleOf, useLanguageName } from '#conversations/web/templates/template-marks.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import type { PanelProps } from '#web/module.ts'
import { useApi } from '#web/query.ts'
import { Fields } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'

/** Which approved message goes out where free text may not, with a value for each of its gaps. */
export function TemplateField({ value, label, hint, header, tokens, errors = {}, onChange }: PanelProps['template']) {
  const t = useT()
  const words = useFieldWords()
  const languageName = useLanguageName()
  const { data } = useApi(listTemplates, { limit: 200 })
  const templates = (data?.items ?? []).filter(
    ({ state, isFillable, design, headerFile }) =>
      state === 'approved' && isFillable && (header ? design.header?.kind === header : !isFile(design.header) || headerFile),
  )
  const chosen = templates.find(({ id }) => id === value?.templateId)
  const gaps = chosen ? fieldsOf(chosen.design) : []
  const atGaps = new Set(gaps.map(({ key }) => `values.${key}`))
  const error = Object.entries(errors).find(([path]) => !atGaps.has(path))?.[1]
  const choose = (id: string | null): void => {
    const design = templates.find((one) => one.id === id)?.design
    if (id === null || !design) return onChange(null)
    const ofText = tokens.filter(({ isForButtons }) => !isForButtons)
    const ofButtons = tokens.find(({ isForButtons }) => isForButtons)
    const usual = ({ place }: { place: string }, i: number): string => ((place === 'button' && ofButtons) || ofText[i])?.token ?? ''
    onChange({ templateId: id, values: Object.fromEntries(fieldsOf(design).map((gap, i) => [gap.key, usual(gap, i)])) })
  }
  return (
    <Fields>
      <Select
        label={label}
        description={hint}
        placeholder={t('conversations.template_field.none')}
        data={templates.map(({ id, name, language }) => ({ value: id, label: `${titleOf(name)} · ${languageName(language)}` }))}
        value={value?.templateId ?? null}
        error={error}
        onChange={choose}
        nothingFoundMessage={t('conversations.template_field.nothing')}
        clearable
        searchable
      />
      {value && data && !chosen && <Notice tone="warn">{t('conversations.template_field.gone')}</Notice>}
      {chosen && value && (
        <>
          <Notice>{chosen.design.body}</Notice>
          {gaps.map(({ key, ...gap }, i) => (
            <TextInput
              key={key}
              label={words(gap)}
              description={i === 0 && tokens.map(({ token, label: word }) => `${token}: ${word}`).join(' · ')}
              maxLength={300}
              error={errors[`values.${key}`]}
              value={value.values[key] ?? ''}
              onChange={(event) => onChange({ ...value, values: { ...value.values, [key]: event.currentTarget.value } })}
            />
          ))}
        </>
      )}
    </Fields>
  )
}

const isFile = (header: { kind: string } | null): boolean => header !== null && header.kind !== 'text'
