import { ActionIcon, MultiSelect, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type Operator, operatorsByType, valueShape } from '#crm/contract/segment-term.ts'
import type { SegmentTerm } from '#crm/contract/segment.ts'
import { digitsOf } from '#crm/web/contacts/condition-adder.tsx'
import { type DraftCondition, type DraftValue, isComplete, type Terms, withOperator, withTerm } from '#crm/web/segments/segment-draft.ts'
import { termText, useOptions } from '#crm/web/segments/terms.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import s from '#crm/web/segments/segments.module.css'

const groups: readonly SegmentTerm['group'][] = ['contact', 'field', 'behaviour', 'more', 'segment', 'consent']

type Props = {
  condition: DraftCondition
  terms: Terms
  /** Its place, for those who hear the screen. */
  number: number
  segmentId: string | undefined
  wantsRest: boolean
  onChange: (condition: DraftCondition) => void
  onRemove: (() => void) | undefined
}

/** One condition: what it is about, how it is compared, with what. */
export function ConditionRow({ condition, terms, number, segmentId, wantsRest, onChange, onRemove }: Props) {
  const t = useT()
  const term = terms.get(condition.term)
  const isGone = condition.term !== '' && !term
  return (
    <div className={s.condition} role="group" aria-label={t('crm.segment.condition', { number })}>
      <Select
        aria-label={t('crm.segment.about')}
        placeholder={t('crm.segment.about')}
        searchable
        data={groups.map((group) => ({
          group: t(`crm.segment.group.${group}`),
          items: [...terms.values()].filter((one) => one.group === group).map((one) => ({ value: one.name, label: termText(t, one) })),
        }))}
        value={term ? condition.term : null}
        error={isGone ? t('crm.segment.term_gone') : wantsRest && !term && t('kernel.fields.missing')}
        onChange={(name) => {
          const next = terms.get(name ?? '')
          if (next) onChange(withTerm(condition, next))
        }}
        className={s.term}
        maxDropdownHeight={340}
      />
      {term && (
        <Select
          aria-label={t('crm.list.condition')}
          data={operatorsByType[term.type].map((one) => ({ value: one, label: t(`crm.segment.operator.${one}`) }))}
          value={condition.operator}
          allowDeselect={false}
          onChange={(next) => next && onChange(withOperator(condition, term, next as Operator))}
          className={s.operator}
        />
      )}
      {term && (
        <div className={s.value}>
          <ValueInput
            condition={condition}
            term={term}
            segmentId={segmentId}
            error={wantsRest && !isComplete(condition, terms) && t('kernel.fields.missing')}
            onChange={(value) => onChange({ ...condition, value })}
          />
        </div>
      )}
      {onRemove && (
        <ActionIcon className={s.remove} aria-label={t('crm.segment.remove_condition', { number })} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      )}
    </div>
  )
}

type ValueProps = {
  condition: DraftCondition
  term: SegmentTerm
  segmentId: string | undefined
  error: ReactNode
  onChange: (value: DraftValue) => void
}

function ValueInput({ condition, term, segmentId, error, onChange }: ValueProps) {
  const t = useT()
  const optionsOf = useOptions()
  const { value } = condition
  const label = t('crm.list.value')
  const number = typeof value === 'number' ? value : ''
  switch (valueShape(term.type, condition.operator)) {
    case 'none':
      return null
    case 'options':
      return (
        <MultiSelect
          error={error}
          aria-label={label}
          searchable
          data={optionsOf(term, segmentId)}
          value={Array.isArray(value) ? [...(value as readonly string[])] : []}
          placeholder={Array.isArray(value) && value.length > 0 ? '' : t('crm.segment.choose')}
          nothingFoundMessage={t('crm.segment.no_options')}
          onChange={onChange}
        />
      )
    case 'days':
      return (
        <NumberField
          error={error}
          aria-label={label}
          isLive
          min={0}
          max={3_660}
          suffix={t('crm.segment.days_suffix')}
          value={number}
          onChange={(next) => onChange(typeof next === 'number' ? next : null)}
        />
      )
    case 'day':
      return (
        <DateField
          error={error}
          isLive
          of="life"
          aria-label={label}
          value={typeof value === 'string' ? value : ''}
          onChange={(day) => onChange(day || null)}
        />
      )
    case 'boolean':
      return (
        <Select
          aria-label={label}
          allowDeselect={false}
          data={[true, false].map((one) => ({ value: String(one), label: t(one ? 'crm.field.yes' : 'crm.field.no') }))}
          value={String(value)}
          onChange={(next) => onChange(next === 'true')}
        />
      )
    case 'number': {
      const digits = term.type === 'money' ? digitsOf(term.currency) : 0
      return (
        <NumberField
          error={error}
          aria-label={label}
          isLive
          decimals={term.type === 'money' ? digits : 6}
          {...(term.type === 'money' && {
            min: 0,
            leftSection: <small>{term.currency}</small>,
            leftSectionWidth: 48,
          })}
          value={number === '' ? '' : number / 10 ** digits}
          onChange={(next) => onChange(typeof next === 'number' ? Math.round(next * 10 ** digits * 1_000) / 1_000 : null)}
        />
      )
    }
    case 'text':
      return (
        <TextInput
          error={error}
          aria-label={label}
          maxLength={200}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}
