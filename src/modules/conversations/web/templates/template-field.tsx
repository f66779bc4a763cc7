import { Select, TextInput } from '@mantine/core'
import { listTemplates } from '#conversations/contract/template-api.ts'
import { fieldsOf } from '#conversations/contract/template-text.ts'
import { titleOf, useLanguageName } from '#conversations/web/templates/template-marks.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import type { PanelProps } from '#web/module.ts'
import { useApi } from '#web/query.ts'
import { Fields } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'

/** Which approved message goes out where free text may not, with a value for each of its gaps. */
export function TemplateField({ value, label, hint, header, tokens, onChange }: PanelProps['template']) {
  const t = useT()
  const languageName = useLanguageName()
  const { data } = useApi(listTemplates, { limit: 200 })
  const templates = (data?.items ?? []).filter(
    ({ state, isFillable, design }) =>
      state === 'approved' && isFillable && (header ? design.header?.kind === header : !isFile(design.header)),
  )
  const chosen = templates.find(({ id }) => id === value?.templateId)
  const gaps = chosen ? fieldsOf(chosen.design) : []
  const choose = (id: string | null): void => {
    const design = templates.find((one) => one.id === id)?.design
    if (id === null || !design) return onChange(null)
    onChange({ templateId: id, values: Object.fromEntries(fieldsOf(design).map(({ key }, i) => [key, tokens[i]?.token ?? ''])) })
  }
  return (
    <Fields>
      <Select
        label={label}
        description={hint}
        placeholder={t('conversations.template_field.none')}
        data={templates.map(({ id, name, language }) => ({ value: id, label: `${titleOf(name)} · ${languageName(language)}` }))}
        value={value?.templateId ?? null}
        onChange={choose}
        nothingFoundMessage={t('conversations.template_field.nothing')}
        clearable
        searchable
      />
      {value && data && !chosen && <Notice tone="warn">{t('conversations.template_field.gone')}</Notice>}
      {chosen && value && (
        <>
          <Notice>{chosen.design.body}</Notice>
          {gaps.map(({ key, name }) => (
            <TextInput
              key={key}
              label={t('conversations.template_field.gap', { name: name || key })}
              description={tokens.map(({ token, label: word }) => `${token}: ${word}`).join(' · ')}
              maxLength={300}
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
