import { Select, TextInput } from '@mantine/core'
import { fieldsOf } from '#conversations/contract/template-text.ts'
import type { Template, TemplateDesign, VariableSource } from '#conversations/contract/template.ts'
import { useFieldWords } from '#conversations/web/templates/field-words.ts'
import type { Complaint } from '#conversations/web/templates/template-editor.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/templates/templates.module.css'

type Props = {
  design: TemplateDesign
  sources: Template['sources']
  complaint: Complaint
  onExamples: (examples: Record<string, string>) => void
  onSources: (sources: Record<string, VariableSource>) => void
}

const sourceNames = ['text', 'contact-first-name', 'contact-name', 'agent-name', 'company-name'] as const

/** An example of each variable for the review, and where its value comes from later. */
export function VariableFields({ design, sources, complaint, onExamples, onSources }: Props) {
  const t = useT()
  const words = useFieldWords()
  const fields = fieldsOf(design)
  if (fields.length === 0) return null
  return (
    <section className={s.variables} aria-label={t('conversations.templates.variables')}>
      <header>
        <b>{t('conversations.templates.variables')}</b>
        <small>{t('conversations.templates.variables_hint')}</small>
      </header>
      {fields.map((field) => {
        const { key } = field
        const name = words(field)
        return (
          <div key={key} className={s.variable}>
            <span>{name}</span>
            <TextInput
              aria-label={`${t('conversations.templates.example')}: ${name}`}
              placeholder={t('conversations.templates.example')}
              value={design.examples[key] ?? ''}
              error={complaint(`design.examples.${key}`)}
              onChange={(event) => onExamples({ ...design.examples, [key]: event.currentTarget.value })}
            />
            <Select
              aria-label={`${t('conversations.templates.source')}: ${name}`}
              data={sourceNames.map((value) => ({ value, label: t(`conversations.templates.sources.${value}`) }))}
              value={sources[key] ?? 'text'}
              allowDeselect={false}
              onChange={(source) => onSources({ ...sources, [key]: source as VariableSource })}
            />
          </div>
        )
      })}
    </section>
  )
}
