import { Modal, Select } from '@mantine/core'
import { useState } from 'react'
import type { ContactChange } from '#crm/contract/change.ts'
import type { FieldValue, Relation } from '#crm/contract/contact.ts'
import { useContactChange } from '#crm/web/changes/contact-change.ts'
import { useColleagues, useFields } from '#crm/web/contacts/definitions.ts'
import { FieldInput } from '#crm/web/contacts/field-input.tsx'
import { relationOrder } from '#crm/web/contacts/relation-order.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'

type Props = { ids: readonly string[]; onClose: () => void; onDone: () => void }

/** One detail, the same for all that are selected. */
export function ChangeDialog({ ids, onClose, onDone }: Props) {
  const t = useT()
  const definitions = useFields()
  const { colleagues } = useColleagues()
  const { change, sending } = useContactChange(onDone)
  const [what, setWhat] = useState<string>('set-owner')
  const [value, setValue] = useState<FieldValue | null>(null)
  const field = definitions.find(({ key }) => `fields.${key}` === what)
  const asked = changeOf(what, value)
  const choose = (next: string | null) => {
    setWhat(next ?? 'set-owner')
    setValue(null)
  }
  const send = async () => {
    if (asked && (await change(ids, asked))) onClose()
  }
  const relations = relationOrder.map((relation) => ({ value: relation, label: t(`crm.relation.${relation}`) }))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('crm.bulk.change_title', { count: ids.length })}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Fields>
          <Select
            label={t('crm.bulk.what')}
            allowDeselect={false}
            searchable={definitions.length > 6}
            value={what}
            onChange={choose}
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
              value={typeof value === 'string' ? value : null}
              onChange={setValue}
            />
          )}
          {(what === 'add-relation' || what === 'remove-relation') && (
            <Select
              label={t('crm.contact.relations')}
              allowDeselect={false}
              data={relations}
              value={typeof value === 'string' ? value : null}
              onChange={setValue}
            />
          )}
          {field && (
            <>
              <FieldInput key={field.key} field={field} value={value} onChange={setValue} />
              {value === null && <small>{t('crm.bulk.empties')}</small>}
            </>
          )}
        </Fields>
        <FormButtons submit={t('crm.bulk.change')} isSaving={sending} isDisabled={asked === null} onCancel={onClose} />
      </CheckedForm>
    </Modal>
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
