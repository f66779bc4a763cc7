import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { Button, Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Field } from '#crm/contract/field.ts'
import { useColleagues, useFields } from '#crm/web/contacts/definitions.ts'
import { dayText } from '#crm/web/contacts/field-text.tsx'
import { type T, useFormat, useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import s from '#crm/web/contacts/contacts.module.css'

type Operator = 'eq' | 'ne' | 'gte' | 'lte' | 'has' | 'empty' | 'filled'

const operators: Record<Field['type'], readonly Operator[]> = {
  text: ['eq', 'ne', 'filled', 'empty'],
  link: ['filled', 'empty'],
  number: ['gte', 'lte', 'eq', 'filled', 'empty'],
  money: ['gte', 'lte', 'filled', 'empty'],
  date: ['gte', 'lte', 'eq', 'filled', 'empty'],
  choice: ['eq', 'ne', 'filled', 'empty'],
  'multi-choice': ['has', 'filled', 'empty'],
  boolean: ['eq', 'filled', 'empty'],
  user: ['eq', 'ne', 'filled', 'empty'],
}

const nothing = { key: null as string | null, operator: 'eq' as Operator, value: '' }

const needsValue = (operator: Operator): boolean => operator !== 'empty' && operator !== 'filled'

/** What a list can be narrowed down by beside its filters: the city, and the custom fields. */
export function useNarrowing(): Field[] {
  const t = useT()
  const city = {
    id: '',
    key: 'city',
    label: t('crm.term.city'),
    type: 'text',
    options: [],
    currency: null,
    position: 0,
    isArchived: false,
    version: 0,
  }
  return [city as Field, ...useFields()]
}

const pathOf = ({ id, key }: Field): string => (id === '' ? key : `fields.${key}`)
const operatorsOf = (field: Field): readonly Operator[] =>
  field.id === '' ? operators.text.filter((operator) => operator !== 'ne') : operators[field.type]

type AdderProps = { onAdd: (filter: string) => void }

/** Adds a condition on the city or a custom field to the list: open among the filters. */
export function ConditionAdder({ onAdd }: AdderProps) {
  const t = useT()
  const definitions = useNarrowing()
  return (
    <fieldset className={s.moreFilters}>
      <legend>{t('crm.list.own_fields')}</legend>
      <ConditionForm definitions={definitions} onAdd={onAdd} />
    </fieldset>
  )
}

function ConditionForm({ definitions, onAdd }: AdderProps & { definitions: readonly Field[] }) {
  const t = useT()
  const form = useContractForm({
    initialValues: nothing,
    validate: {
      key: (key) => (key === null ? t('crm.list.field_missing') : null),
      value: (value, { key, operator }) =>
        key !== null && needsValue(operator) && value.trim() === '' ? t('kernel.fields.missing') : null,
    },
    save: async ({ operator, value }) => {
      if (!field) return
      onAdd(`${pathOf(field)}:${operator}${needsValue(operator) ? `:${value}` : ''}`)
      choose(null)
    },
  })
  const { key, operator } = form.getValues()
  const field = definitions.find((one) => one.key === key)

  const choose = (next: string | null) => {
    const chosen = definitions.find((one) => one.key === next)
    form.setValues({ key: next, operator: chosen ? (operatorsOf(chosen)[0] ?? 'filled') : 'eq', value: '' })
    form.clearErrors()
  }
  return (
    <CheckedForm form={form} className={s.condition}>
      <Select
        label={t('crm.list.field')}
        data={definitions.map((one) => ({ value: one.key, label: one.label }))}
        {...form.field('key')}
        onChange={choose}
        searchable={definitions.length > 8}
        comboboxProps={{ withinPortal: false }}
      />
      {field && (
        <Select
          label={t('crm.list.condition')}
          data={operatorsOf(field).map((one) => ({ value: one, label: t(`crm.operator.${one}`) }))}
          {...form.field('operator')}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      {field && needsValue(operator) && <ValueInput field={field} {...form.field('value')} />}
      <Button type="submit" variant="default">
        {t('crm.list.add_filter')}
      </Button>
    </CheckedForm>
  )
}

type ValueProps = { field: Field; value: string; error?: ReactNode; onChange: (value: string) => void }

function ValueInput({ field, value, onChange, ...rest }: ValueProps) {
  const t = useT()
  const format = useFormat()
  const { colleagues } = useColleagues()
  const label = t('crm.list.value')
  const options =
    field.type === 'boolean'
      ? [true, false].map((one) => ({ value: String(one), label: t(one ? 'crm.field.yes' : 'crm.field.no') }))
      : field.type === 'user'
        ? colleagues.map((one) => ({ value: one.id, label: one.name }))
        : field.type === 'choice' || field.type === 'multi-choice'
          ? field.options.map((option) => ({ value: option.id, label: option.label }))
          : undefined
  if (options)
    return (
      <Select
        {...rest}
        label={label}
        data={options}
        value={value || null}
        onChange={(next) => onChange(next ?? '')}
        comboboxProps={{ withinPortal: false }}
      />
    )
  if (field.type === 'date') return <DateField {...rest} of="life" label={label} value={value} onChange={onChange} />
  if (field.type === 'number')
    return (
      <NumberField
        {...rest}
        label={label}
        decimals={6}
        value={value === '' ? '' : Number(value)}
        onChange={(next) => onChange(next === '' ? '' : String(next))}
      />
    )
  if (field.type === 'money') {
    const digits = digitsOf(field.currency)
    return (
      <NumberField
        {...rest}
        label={`${label} (${field.currency ?? ''})`}
        decimals={digits}
        value={value === '' ? '' : Number(value) / 10 ** digits}
        onChange={(next) => onChange(next === '' ? '' : String(Math.round(Number(next) * 10 ** digits)))}
        description={value === '' ? undefined : format.money(Number(value), field.currency ?? undefined)}
      />
    )
  }
  return <TextInput {...rest} label={label} value={value} maxLength={200} onChange={(event) => onChange(event.currentTarget.value)} />
}

/** Digits after the decimal mark of a currency, as Intl knows them. */
export const digitsOf = (currency: string | null): number => (currency === null ? 0 : minorDigits(currency))

type Words = { t: T; format: ReturnType<typeof useFormat>; nameOf: (id: string) => string | undefined }

/** A condition in words: "Zona es Sur". */
export function conditionText(filter: string, definitions: readonly Field[], { t, format, nameOf }: Words): string {
  const [path = '', operator = '', ...rest] = filter.split(':')
  const field = definitions.find((one) => pathOf(one) === path)
  const value = rest.join(':')
  if (!field) return path.slice(7)
  const text =
    field.type === 'boolean'
      ? t(value === 'true' ? 'crm.field.yes' : 'crm.field.no')
      : field.type === 'user'
        ? (nameOf(value) ?? '')
        : field.type === 'money'
          ? format.money(Number(value), field.currency ?? undefined)
          : field.type === 'date' && value
            ? dayText(format, value)
            : field.options.length > 0
              ? value
                  .split('|')
                  .map((id) => field.options.find((option) => option.id === id)?.label ?? id)
                  .join(', ')
              : value
  return `${field.label} ${t(`crm.operator.${operator}`)}${operator === 'empty' || operator === 'filled' ? '' : ` ${text}`}`
}
