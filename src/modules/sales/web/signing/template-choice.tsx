import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { listTemplates } from '#conversations/contract/template-api.ts'
import { fieldsOf, filled } from '#conversations/contract/template-text.ts'
import type { Template } from '#conversations/contract/template.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { ErrorState, ListBones, Notice } from '#web/ui/states.tsx'
import s from '#sales/web/signing/signing.module.css'

export type Filled = { templateId: string; values: Record<string, string> }

const link = '{{link}}'

/** An approved template with a value for each of its gaps; the address of the proposal goes where `{{link}}` stands. */
export function TemplateChoice({ channelId, onChange }: { channelId: string; onChange: (filled: Filled | null) => void }) {
  const t = useT()
  const { data, error, refetch } = useApi(listTemplates, { channelId, filter: ['state:eq:approved'], sort: '-usedAt', limit: 100 })
  const [chosen, setChosen] = useState<Template | null>(null)
  const [values, setValues] = useState<Record<string, string>>({})
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={2} face={false} />
  // Without a gap there is nowhere to put the address.
  const usable = data.items.filter((one) => one.isFillable && fieldsOf(one.design).length > 0)
  if (usable.length === 0) return <Notice tone="warn">{t('sales.signing.no_template')}</Notice>
  const tell = (template: Template, next: Record<string, string>) => {
    setValues(next)
    const isFilled = fieldsOf(template.design).every(({ key }) => next[key]?.trim())
    onChange(isFilled ? { templateId: template.id, values: next } : null)
  }
  const choose = (id: string | null) => {
    const template = usable.find((one) => one.id === id) ?? null
    setChosen(template)
    if (!template) return onChange(null)
    const fields = fieldsOf(template.design)
    const last = fields.at(-1)?.key
    tell(template, Object.fromEntries(fields.map(({ key }) => [key, key === last ? link : ''])))
  }
  return (
    <>
      <Select
        label={t('sales.signing.template')}
        data={usable.map((one) => ({ value: one.id, label: `${one.name} (${one.language})` }))}
        value={chosen?.id ?? null}
        onChange={choose}
        searchable
        required
      />
      {chosen && (
        <>
          <p className={s.preview}>{filled(chosen.design.body, 'body', values)}</p>
          {fieldsOf(chosen.design).map((field) => (
            <TextInput
              key={field.key}
              label={field.name || field.key}
              placeholder={field.example}
              value={values[field.key] ?? ''}
              onChange={(event) => tell(chosen, { ...values, [field.key]: event.currentTarget.value })}
              maxLength={1024}
              pattern=".*\S.*"
              required
            />
          ))}
          <p className={s.hint}>{t('sales.signing.template_link')}</p>
        </>
      )}
    </>
  )
}
