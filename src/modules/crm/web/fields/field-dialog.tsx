import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { createField, listFields, updateField } from '#crm/contract/api.ts'
import type { Field, FieldOption } from '#crm/contract/field.ts'
import { optionId } from '#crm/web/fields/option-id.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#crm/web/fields/fields.module.css'

const types = ['text', 'number', 'money', 'date', 'choice', 'multi-choice', 'boolean', 'user', 'link'] as const
const currencies = ['ARS', 'BRL', 'CLP', 'COP', 'DOP', 'MXN', 'PEN', 'PYG', 'USD', 'UYU', 'BOB', 'EUR'] as const

type Values = { label: string; type: Field['type']; currency: string; options: FieldOption[] }

/** A new field, or the words and options of one that exists: its type stays, values are already written. */
export function FieldDialog({ field, onClose }: { field: Field | null; onClose: () => void }) {
  const t = useT()
  const session = useSession()
  const creating = useSend(createField, { invalidates: [listFields], onDone: onClose })
  const updating = useSend(updateField, { invalidates: [listFields], onDone: onClose })
  const own = session.organization?.currency ?? 'ARS'
  const form = useContractForm<Values>({
    initialValues: {
      label: field?.label ?? '',
      type: field?.type ?? 'text',
      currency: field?.currency ?? own,
      options: field?.options ?? [],
    },
    validate: {
      label: (label) => (label.trim() === '' ? t('crm.fields.label_missing') : null),
      options: (options, values) => (isChoice(values.type) && withLabel(options).length === 0 ? t('crm.fields.options_missing') : null),
    },
    save: (values) => {
      const options = isChoice(values.type) ? withIds(withLabel(values.options)) : []
      if (field)
        return updating.send(
          { id: field.id, label: values.label.trim(), ...(isChoice(field.type) && { options }) },
          { ifMatch: field.version },
        )
      return creating.send({
        label: values.label.trim(),
        type: values.type,
        options,
        ...(values.type === 'money' && { currency: values.currency as (typeof currencies)[number] }),
      })
    },
  })
  const { type, options } = form.getValues()
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      title={field?.label ?? t('crm.fields.new')}
      size={460}
      submit={field ? t('web.action.save') : t('crm.fields.create')}
      onCancel={onClose}
    >
      <TextInput label={t('crm.fields.label')} withAsterisk aria-required maxLength={60} data-autofocus {...form.field('label')} />
      <Select
        label={t('crm.fields.type')}
        description={field ? t('crm.fields.type_stays') : t(`crm.field.about.${type}`)}
        data={types.map((one) => ({ value: one, label: t(`crm.field.type.${one}`) }))}
        allowDeselect={false}
        disabled={field !== null}
        {...form.field('type')}
      />
      {type === 'money' && (
        <Select
          label={t('crm.fields.currency')}
          data={[...currencies]}
          allowDeselect={false}
          disabled={field !== null}
          {...form.field('currency')}
        />
      )}
      {isChoice(type) && (
        <Options
          options={options}
          error={form.errors['options'] as string | undefined}
          onChange={(next) => form.setFieldValue('options', next)}
        />
      )}
      {field && (
        <Notice tone="plain">
          {t('crm.fields.key_hint')} <code>{field.key}</code>
        </Notice>
      )}
    </DialogForm>
  )
}

const isChoice = (type: Field['type']): boolean => type === 'choice' || type === 'multi-choice'
const withLabel = (options: readonly FieldOption[]): FieldOption[] =>
  options.map((option) => ({ ...option, label: option.label.trim() })).filter(({ label }) => label !== '')

/** Options keep the id that values refer to; new ones get theirs from their label. */
function withIds(options: readonly FieldOption[]): FieldOption[] {
  const taken = new Set(options.map(({ id }) => id).filter(Boolean))
  return options.map((option) => (option.id ? option : { ...option, id: optionId(option.label, taken) }))
}

function Options({
  options,
  error,
  onChange,
}: {
  options: readonly FieldOption[]
  error: string | undefined
  onChange: (options: FieldOption[]) => void
}) {
  const t = useT()
  return (
    <fieldset className={s.options}>
      <legend>{t('crm.fields.options')}</legend>
      {options.map((option, index) => (
        <div key={index} className={s.option}>
          <TextInput
            aria-label={t('crm.fields.option', { number: index + 1 })}
            maxLength={60}
            value={option.label}
            error={index === 0 && error}
            onChange={(event) => onChange(options.map((one, i) => (i === index ? { ...one, label: event.currentTarget.value } : one)))}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              onChange([...options, { id: '', label: '' }])
            }}
            autoFocus={option.label === ''}
          />
          <ActionIcon
            aria-label={t('web.action.remove_named', { name: option.label || t('crm.fields.option', { number: index + 1 }) })}
            onClick={() => onChange(options.filter((_, i) => i !== index))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {options.length === 0 && error && <p className={s.error}>{error}</p>}
      <div>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange([...options, { id: '', label: '' }])}
        >
          {t('crm.fields.add_option')}
        </Button>
      </div>
    </fieldset>
  )
}
