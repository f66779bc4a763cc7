import { Select, TextInput } from '@mantine/core'
import { listTemplates } from '#conversations/contract/template-api.ts'
import { fieldsOf } from '#conversations/contract/template-text.ts'
import type { Draft } from '#surveys/web/surveys/draft.ts'
import s from '#surveys/web/surveys/surveys.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Fields, type ContractForm } from '#web/ui/form.tsx'

const tokens = '{{nombre}}, {{negocio}}, {{enlace}}, {{codigo}}'

/** What goes out when only templates get through, with a value for each of its gaps. */
export function TemplateFields({ form }: { form: ContractForm<Draft> }) {
  const t = useT()
  const { data } = useApi(listTemplates, { limit: 200 })
  const { templateId, values } = form.getValues()
  const templates = (data?.items ?? []).filter(({ state, isFillable }) => state === 'approved' && isFillable)
  const chosen = templates.find(({ id }) => id === templateId)
  const gaps = chosen ? fieldsOf(chosen.design) : []
  const choose = (id: string | null): void => {
    const design = templates.find((one) => one.id === id)?.design
    const usual = design
      ? fieldsOf(design).map(({ key, place }, i) => [key, place === 'button' ? '{{codigo}}' : i === 0 ? '{{nombre}}' : '{{enlace}}'])
      : []
    form.setValues({ templateId: id, values: Object.fromEntries(usual) })
  }
  return (
    <Fields>
      <Select
        label={t('surveys.editor.template')}
        placeholder={t('surveys.editor.template_none')}
        data={templates.map(({ id, name, language }) => ({ value: id, label: `${name} · ${language}` }))}
        value={templateId}
        onChange={choose}
        clearable
        searchable
      />
      {chosen && <p className={s.template}>{chosen.design.body}</p>}
      {gaps.map(({ key, name }) => (
        <TextInput
          key={key}
          label={t('surveys.editor.value', { name: name || key })}
          maxLength={300}
          value={values[key] ?? ''}
          onChange={(event) => form.setFieldValue('values', { ...values, [key]: event.currentTarget.value })}
        />
      ))}
      {gaps.length > 0 && <p className={s.hint}>{t('surveys.editor.values_hint', { tokens })}</p>}
    </Fields>
  )
}
