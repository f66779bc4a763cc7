import { Select } from '@mantine/core'
import type { ContactChange } from '#crm/contract/change.ts'
import type { FieldValue, Relation } from '#crm/contract/contact.ts'
import { useContactChange } from '#crm/web/changes/contact-change.ts'
import { useColleagues, useFields } from '#crm/web/contacts/definitions.ts'
import { FieldInput } from '#crm/web/contacts/field-input.tsx'
import { relationOrder } from '#crm/web/contacts/relation-order.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'

type Props = { ids: readonly string[]; onClose: () => void; onDone: () => void }

/** One detail, the same for all that are selected. */
export function ChangeDialog({ ids, onClose, onDone }: Props) {
  const t = useT()
  const definitions = useFields()
  const { colleagues } = useColleagues()
  const { change } = useContactChange(onDone)
  const form = useContractForm({
    initialValues: { what: 'set-owner', value: null as FieldValue | null },
    validate: { value: (value, { what }) => (changeOf(what, value) ? null : t('kernel.fields.missing')) },
    save: async ({ what, value }) => {
      const asked = changeOf(what, value)
      if (asked && (await change(ids, asked))) onClose()
    },
  })
  const { what, value } = form.getValues()
  const field = definitions.find(({ key }) => `fields.${key}` === what)
  const relations = relationOrder.map((relation) => ({ value: relation, label: t(`crm.relation.${relation}`) }))
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      onCancel={onClose}
      title={t('crm.bulk.change_title', { count: ids.length })}
      size={440}
      submit={t('crm.bulk.change')}
    >
      <Select
        label={t('crm.bulk.what')}
        allowDeselect={false}
        searchable={definitions.length > 6}
        {...form.field('what')}
        onChange={(next) => form.setValues({ what: next ?? 'set-owner', value: null })}
        data={[
          {
            group: t('crm.import.group_contact'),
            items: [
              { value: 'set-owner', label: t('crm.bulk.owner') },
              { value: 'add-relation', label: t('crm.bulk.is_now') },
              { value: 'remove-relation', label: t('crm.bulk.is_no_longer') },
            ],
          },
          ...(definitions.length > 0
            ? [{ group: t('crm.form.fields'), items: definitions.map(({ key, label }) => ({ value: `fields.${key}`, label })) }]
            : []),
        ]}
      />
      {what === 'set-owner' && (
        <Select
          label={t('crm.contact.owner')}
          placeholder={t('crm.list.nobody')}
          clearable
          searchable={colleagues.length > 8}
          data={colleagues.filter(({ isActive }) => isActive).map(({ id, name }) => ({ value: id, label: name }))}
          {...form.field('value')}
          value={typeof value === 'string' ? value : null}
        />
      )}
      {(what === 'add-relation' || what === 'remove-relation') && (
        <Select
          label={t('crm.contact.relations')}
          allowDeselect={false}
          data={relations}
          {...form.field('value')}
          value={typeof value === 'string' ? value : null}
        />
      )}
      {field && (
        <>
          <FieldInput key={field.key} field={field} {...form.field('value')} />
          {value === null && <small>{t('crm.bulk.empties')}</small>}
        </>
      )}
    </DialogForm>
  )
}

function changeOf(what: string, value: FieldValue | null): ContactChange | null {
  if (what === 'set-owner') return { kind: 'set-owner', ownerId: typeof value === 'string' ? value : null }
  if (what === 'add-relation' || what === 'remove-relation') {
    const relation = relationOrder.find((one): one is Relation => one === value)
    return relation ? { kind: what, relation } : null
  }
  return { kind: 'set-field', key: what.replace('fields.', ''), value }
}
