import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Contact, FieldValue, Relation, TypedIdentity } from '#crm/contract/contact.ts'
import { shownTaxId } from '#crm/contract/tax-id.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { AddressInputs } from '#crm/web/contacts/address-inputs.tsx'
import { addressProblem, addressValuesOf, isBlankAddress, type AddressValues } from '#crm/web/contacts/address-values.ts'
import { useColleagues, useFields } from '#crm/web/contacts/definitions.ts'
import { FieldInput } from '#crm/web/contacts/field-input.tsx'
import { IdentityInputs } from '#crm/web/contacts/identity-inputs.tsx'
import { relationOrder } from '#crm/web/contacts/relation-order.ts'
import { TagLine } from '#crm/web/contacts/tag-line.tsx'
import { TaxIdInputs, taxIdProblem, taxParts } from '#crm/web/contacts/tax-id-inputs.tsx'
import { AlikeHint } from '#crm/web/duplicates/alike-hint.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Section } from '#web/ui/page.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import '#web/ui/mantine-forms-css.ts'
import s from '#crm/web/contacts/contacts.module.css'

export type ContactValues = {
  kind: Contact['kind']
  name: string
  identities: TypedIdentity[]
  addresses: AddressValues[]
  relations: Relation[]
  tagIds: string[]
  ownerId: string | null
  fields: Record<string, FieldValue | null>
  notes: string
}

export const emptyContact: ContactValues = {
  kind: 'person',
  name: '',
  identities: [{ kind: 'phone', value: '' }],
  addresses: [],
  relations: [],
  tagIds: [],
  ownerId: null,
  fields: {},
  notes: '',
}

/** The kinds that people type, in the order in which they are shown. */
const order = ['phone', 'email', 'instagram', 'tax_id'] as const

const typedText = (kind: TypedIdentity['kind'], value: string): string => {
  if (kind === 'phone') return shownPhone(value)
  return kind === 'tax_id' ? `${value.slice(0, 2)}:${shownTaxId(value).shown}` : value
}

export const valuesOf = (contact: Contact): ContactValues => ({
  kind: contact.kind,
  name: contact.name,
  identities: order.flatMap((wanted) =>
    contact.identities
      .filter(({ kind }) => kind === wanted)
      .toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary))
      .map(({ value }) => ({ kind: wanted, value: typedText(wanted, value) })),
  ),
  addresses: contact.addresses.map(addressValuesOf),
  relations: [...contact.relations],
  tagIds: [...contact.tagIds],
  ownerId: contact.ownerId,
  fields: { ...contact.fields },
  notes: contact.notes,
})

/** What is sent: without the rows that were left empty. */
export const withoutBlanks = (values: ContactValues): ContactValues => ({
  ...values,
  name: values.name.trim(),
  notes: values.notes.trim(),
  addresses: values.addresses.filter((one) => !isBlankAddress(one)),
  identities: values.identities.filter((one) => !isBlank(one)).map(({ kind, value }) => ({ kind, value: value.trim() })),
})

const isBlank = ({ kind, value }: TypedIdentity): boolean => (kind === 'tax_id' ? taxParts(value).number : value).trim() === ''

type Props = {
  initial: ContactValues
  contactId?: string
  submit: string
  save: (values: ContactValues) => Promise<unknown>
  onCancel: () => void
  /** True once it was saved: leaving asks nothing. */
  isDone: boolean
  children?: ReactNode
}

/** Everything that a person can write about a contact. */
export function ContactForm({ initial, contactId, submit, save, onCancel, isDone, children }: Props) {
  const t = useT()
  const definitions = useFields()
  const { colleagues } = useColleagues()
  const form = useContractForm<ContactValues>({
    initialValues: initial,
    validate: (now) => ({
      name: now.name.trim() === '' ? t('crm.form.name_missing') : null,
      ...Object.fromEntries(
        now.addresses.flatMap((address, i) => {
          const found = addressProblem(address)
          return found ? [[`addresses.${i}.${found.part}`, t(`crm.address.${found.problem}`)]] : []
        }),
      ),
      ...Object.fromEntries(
        now.identities.map(({ kind, value }, i) => [`identities.${i}.value`, kind === 'tax_id' ? taxIdProblem(value, t) : null]),
      ),
    }),
    save: (values) => save(withoutBlanks(values)),
  })
  const values = form.getValues()
  const people = colleagues.filter(({ id, isActive }) => isActive || id === values.ownerId)
  return (
    <CheckedForm form={form}>
      <UnsavedGuard when={form.isDirty() && !isDone} />
      <FormProblem form={form} />
      {children}
      <Section title={t('crm.form.who')}>
        <Fields>
          <div className={s.kind}>
            <SegmentedTabs
              label={t('crm.contact.kind')}
              value={values.kind}
              choices={[
                { value: 'person', label: t('crm.kind.person') },
                { value: 'company', label: t('crm.kind.company') },
              ]}
              onChange={(kind) => form.setFieldValue('kind', kind)}
            />
          </div>
          <TextInput
            label={t('crm.contact.name')}
            withAsterisk
            aria-required
            maxLength={200}
            data-autofocus={contactId ? undefined : true}
            autoFocus={!contactId}
            {...form.field('name')}
          />
          <IdentityInputs
            identities={values.identities}
            onChange={(identities) => form.setFieldValue('identities', identities)}
            contactId={contactId}
            errors={(index) => (form.errors[`identities.${index}.value`] as string | undefined) ?? undefined}
          />
          <TaxIdInputs
            identities={values.identities}
            onChange={(identities) => form.setFieldValue('identities', identities)}
            contactId={contactId}
            errors={(index) => (form.errors[`identities.${index}.value`] as string | undefined) ?? undefined}
          />
          <AlikeHint values={values} contactId={contactId} />
        </Fields>
      </Section>
      <Section title={t('crm.form.about')}>
        <Fields>
          <Checkbox.Group
            label={t('crm.contact.relations')}
            value={values.relations}
            onChange={(chosen) =>
              form.setFieldValue(
                'relations',
                relationOrder.filter((one) => chosen.includes(one)),
              )
            }
          >
            <div className={s.relations}>
              {relationOrder.map((relation) => (
                <Checkbox key={relation} value={relation} label={t(`crm.relation.${relation}`)} />
              ))}
            </div>
          </Checkbox.Group>
          <TagLine tagIds={values.tagIds} onChange={(tagIds) => form.setFieldValue('tagIds', tagIds)} />
          <Select
            label={t('crm.contact.owner')}
            placeholder={t('crm.list.nobody')}
            clearable
            searchable={people.length > 8}
            data={people.map((one) => ({ value: one.id, label: one.name }))}
            value={values.ownerId}
            onChange={(ownerId) => form.setFieldValue('ownerId', ownerId)}
          />
          <Textarea label={t('crm.contact.notes')} maxLength={5_000} minRows={2} maxRows={10} {...form.field('notes')} />
        </Fields>
      </Section>
      <Section title={t('crm.address.title')}>
        <AddressInputs
          addresses={values.addresses}
          onChange={(addresses) => form.setFieldValue('addresses', addresses)}
          errors={(path) => form.errors[path] as string | undefined}
        />
      </Section>
      {definitions.length > 0 && (
        <Section title={t('crm.form.fields')}>
          <FieldRow>
            {definitions.map((field) => (
              <FieldInput
                key={field.key}
                field={field}
                value={values.fields[field.key] ?? null}
                error={form.errors[`fields.${field.key}`] as string | undefined}
                onChange={(value) => form.setFieldValue('fields', { ...form.getValues().fields, [field.key]: value })}
              />
            ))}
          </FieldRow>
        </Section>
      )}
      <FormButtons submit={submit} isSaving={form.isSaving} onCancel={onCancel} />
    </CheckedForm>
  )
}
