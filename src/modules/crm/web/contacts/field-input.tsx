import { MultiSelect, Select, TextInput } from '@mantine/core'
import type { FieldValue } from '#crm/contract/contact.ts'
import type { Field } from '#crm/contract/field.ts'
import { digitsOf } from '#crm/web/contacts/condition-adder.tsx'
import { useColleagues } from '#crm/web/contacts/definitions.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { useT } from '#web/i18n/i18n.tsx'

type Props = { field: Field; value: FieldValue | null; error?: string | undefined; onChange: (value: FieldValue | null) => void }

/** The input of a custom field. Empty is `null`: the value is cleared. */
export function FieldInput({ field, value, error, onChange }: Props) {
  const t = useT()
  const { colleagues } = useColleagues()
  const common = { label: field.label, error }
  switch (field.type) {
    case 'number':
      return (
        <NumberField
          {...common}
          decimals={6}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? null : Number(next))}
        />
      )
    case 'money': {
      const digits = digitsOf(field.currency)
      const amount = typeof value === 'object' && value !== null && !Array.isArray(value) ? value.amountMinor / 10 ** digits : ''
      return (
        <NumberField
          {...common}
          leftSection={<small>{field.currency}</small>}
          leftSectionWidth={48}
          decimals={digits}
          value={amount}
          onChange={(next) =>
            onChange(next === '' ? null : { amountMinor: Math.round(Number(next) * 10 ** digits), currency: field.currency ?? '' })
          }
        />
      )
    }
    case 'date':
      return <DateField of="life" {...common} value={typeof value === 'string' ? value : ''} onChange={(day) => onChange(day || null)} />
    case 'boolean':
      return (
        <Select
          {...common}
          clearable
          data={[
            { value: 'true', label: t('crm.field.yes') },
            { value: 'false', label: t('crm.field.no') },
          ]}
          value={typeof value === 'boolean' ? String(value) : null}
          onChange={(next) => onChange(next === null ? null : next === 'true')}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          clearable
          searchable={field.options.length > 8}
          data={optionsOf(field)}
          value={typeof value === 'string' ? value : null}
          onChange={onChange}
        />
      )
    case 'multi-choice':
      return (
        <MultiSelect
          {...common}
          clearable
          searchable
          data={optionsOf(field)}
          value={Array.isArray(value) ? value : []}
          onChange={(next) => onChange(next.length > 0 ? next : null)}
        />
      )
    case 'user':
      return (
        <Select
          {...common}
          clearable
          searchable
          data={colleagues.map((one) => ({ value: one.id, label: one.name }))}
          value={typeof value === 'string' ? value : null}
          onChange={onChange}
        />
      )
    default:
      return (
        <TextInput
          {...common}
          maxLength={field.type === 'link' ? 2_000 : 5_000}
          {...(field.type === 'link' && { type: 'url', placeholder: 'https://' })}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      )
  }
}

const optionsOf = (field: Field) => field.options.map((option) => ({ value: option.id, label: option.label }))
