import type { ReactNode } from 'react'
import type { FieldValue } from '#crm/contract/contact.ts'
import type { Field } from '#crm/contract/field.ts'
import { useColleagues } from '#crm/web/contacts/definitions.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Linked } from '#web/ui/linked.tsx'
import { Money } from '#web/ui/marks.tsx'

/** A day has no zone: noon keeps it the same day in every one of them. */
export const dayText = (format: { day: (instant: string) => string }, day: string): string => format.day(`${day}T12:00:00Z`)

/** A custom value as people read it. */
export function FieldText({ field, value }: { field: Field; value: FieldValue }): ReactNode {
  const t = useT()
  const format = useFormat()
  const { nameOf } = useColleagues()
  const optionText = (id: string): string => field.options.find((option) => option.id === id)?.label ?? id
  if (Array.isArray(value)) return value.map(optionText).join(', ')
  if (typeof value === 'object') return <Money amountMinor={value.amountMinor} currency={value.currency} />
  if (typeof value === 'number') return <span className="num">{format.number(value)}</span>
  if (typeof value === 'boolean') return t(value ? 'crm.field.yes' : 'crm.field.no')
  switch (field.type) {
    case 'choice':
      return optionText(value)
    case 'date':
      return <span className="num">{dayText(format, value)}</span>
    case 'user':
      return nameOf(value) ?? t('crm.contact.somebody_gone')
    case 'link':
      return <Linked text={value} />
    default:
      return value
  }
}
