import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FitCondition } from '#crm/contract/scoring.ts'
import { useSourceText } from '#crm/web/contacts/contact-columns.tsx'
import { useFields, useTags } from '#crm/web/contacts/definitions.ts'
import { conditionKinds, emptyCondition, textsOf } from '#crm/web/scoring/draft.ts'
import { useT } from '#web/i18n/i18n.tsx'

type Props = { condition: FitCondition; onChange: (condition: FitCondition) => void }

/** What has to be so: what it is about, and what about it. */
export function ConditionEditor({ condition, onChange }: Props) {
  const t = useT()
  return (
    <>
      <Select
        aria-label={t('crm.scoring.editor.rule')}
        data={conditionKinds.map((about) => ({ value: about, label: t(`crm.scoring.about.${about}`) }))}
        value={condition.about}
        onChange={(about) => about && onChange(emptyCondition(about as FitCondition['about']))}
        allowDeselect={false}
      />
      <Value condition={condition} onChange={onChange} />
    </>
  )
}

function Value({ condition, onChange }: Props) {
  const t = useT()
  const { tags } = useTags()
  const fields = useFields()
  const sourceText = useSourceText()
  const label = t('crm.scoring.editor.value')
  const choose = (data: { value: string; label: string }[], value: string, change: (value: never) => FitCondition) => (
    <Select
      aria-label={label}
      data={data}
      value={value || null}
      onChange={(next) => next && onChange(change(next as never))}
      allowDeselect={false}
    />
  )
  switch (condition.about) {
    case 'kind':
    case 'relation': {
      const options = condition.about === 'kind' ? ['person', 'company'] : ['customer', 'lead', 'supplier', 'staff']
      const data = options.map((is) => ({ value: is, label: t(`crm.scoring.is.${condition.about}`, { is }) }))
      return choose(data, condition.is, (is) => ({ ...condition, is }))
    }
    case 'reachable': {
      const data = ['phone', 'email', 'instagram'].map((by) => ({ value: by, label: t('crm.scoring.is.reachable', { by }) }))
      return choose(data, condition.by, (by) => ({ ...condition, by }))
    }
    case 'source': {
      const data = ['whatsapp', 'manual', 'import', 'api', 'form', 'demo'].map((value) => ({ value, label: sourceText(value) }))
      return choose(data, condition.oneOf[0] ?? '', (value) => ({ ...condition, oneOf: [value] }))
    }
    case 'city':
      return <Texts label={label} value={condition.oneOf} onChange={(oneOf) => onChange({ ...condition, oneOf })} />
    case 'tag':
      return choose(
        tags.map(({ id, name }) => ({ value: id, label: name })),
        condition.tagId,
        (tagId) => ({ ...condition, tagId }),
      )
    case 'field':
      return (
        <FieldValue
          condition={condition}
          fields={fields.map(({ key, label: name }) => ({ value: key, label: name }))}
          options={
            fields.find(({ key }) => key === condition.key)?.options.map(({ id, label: name }) => ({ value: id, label: name })) ?? []
          }
          onChange={onChange}
        />
      )
  }
}

/** Written freely, read when the person leaves: commas would otherwise vanish while being typed. */
function Texts({ label, value, onChange }: { label: string; value: readonly string[]; onChange: (value: string[]) => void }) {
  const t = useT()
  const [written, write] = useState(value.join(', '))
  return (
    <TextInput
      aria-label={label}
      placeholder={t('crm.scoring.editor.values_hint')}
      value={written}
      onChange={(event) => {
        write(event.currentTarget.value)
        onChange(textsOf(event.currentTarget.value))
      }}
      onBlur={() => write(value.join(', '))}
    />
  )
}

type FieldCondition = Extract<FitCondition, { about: 'field' }>
type Option = { value: string; label: string }

function FieldValue({
  condition,
  fields,
  options,
  onChange,
}: {
  condition: FieldCondition
  fields: Option[]
  options: Option[]
  onChange: (condition: FitCondition) => void
}) {
  const t = useT()
  const label = t('crm.scoring.editor.value')
  return (
    <>
      <Select
        aria-label={t('crm.scoring.about.field')}
        data={fields}
        value={condition.key || null}
        onChange={(key) => key && onChange({ ...condition, key, value: '' })}
        allowDeselect={false}
      />
      <Select
        aria-label={t('crm.list.condition')}
        data={(['filled', 'equal', 'at-least', 'at-most'] as const).map((is) => ({ value: is, label: t(`crm.scoring.field_is.${is}`) }))}
        value={condition.is}
        onChange={(is) => is && onChange({ ...condition, is: is as FieldCondition['is'] })}
        allowDeselect={false}
      />
      {condition.is === 'filled' ? null : options.length > 0 ? (
        <Select
          aria-label={label}
          data={options}
          value={condition.value || null}
          onChange={(value) => onChange({ ...condition, value: value ?? '' })}
        />
      ) : (
        <TextInput
          aria-label={label}
          maxLength={200}
          value={condition.value}
          onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })}
        />
      )}
    </>
  )
}
