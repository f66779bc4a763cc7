import { Select, TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { listContacts, listTimeline } from '#crm/contract/api.ts'
import type { Contact } from '#crm/contract/contact.ts'
import { linkContact, listLinks } from '#crm/contract/link-api.ts'
import type { LinkDirection, LinkKind } from '#crm/contract/link.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { linkWord } from '#crm/web/links/contact-links.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'

type Choice = { kind: LinkKind; direction: LinkDirection }

/** People work somewhere, companies have people; the rest is the same for both. */
const choicesOf = (kind: Contact['kind']): readonly Choice[] => [
  { kind: 'works_at', direction: kind === 'company' ? 'in' : 'out' },
  { kind: 'family', direction: 'out' },
  { kind: 'referred_by', direction: 'out' },
  { kind: 'referred_by', direction: 'in' },
  { kind: 'other', direction: 'out' },
]

export function LinkDialog({ contact, onClose }: { contact: Pick<Contact, 'id' | 'kind'>; onClose: () => void }) {
  const t = useT()
  const choices = choicesOf(contact.kind)
  const choiceAt = (index: string): Choice => choices[Number(index)] ?? { kind: 'other', direction: 'out' }
  const { send } = useSend(linkContact, { invalidates: [listLinks, listTimeline], onDone: onClose })
  const form = useContractForm({
    initialValues: { index: '0', otherId: null as string | null, role: '' },
    validate: { otherId: (id) => (id === null ? t('kernel.fields.missing') : null) },
    save: ({ index, otherId, role }) => send({ id: contact.id, otherId: otherId ?? '', role, ...choiceAt(index) }),
  })
  const { index } = form.getValues()
  const choice = choiceAt(index)
  return (
    <DialogForm form={form} onClose={onClose} onCancel={onClose} title={t('crm.link.add')} size={440} submit={t('crm.link.add')}>
      <Select
        label={t('crm.link.kind')}
        allowDeselect={false}
        data={choices.map((one, i) => ({ value: String(i), label: t(linkWord(one)) }))}
        {...form.field('index')}
        onChange={(next) => form.setValues({ index: next ?? '0', otherId: null })}
      />
      <ContactPicker
        key={index}
        exceptId={contact.id}
        kind={choice.kind === 'works_at' ? (choice.direction === 'out' ? 'company' : 'person') : undefined}
        {...form.field('otherId')}
      />
      <TextInput
        label={t('crm.link.role')}
        placeholder={t('crm.link.example_role')}
        maxLength={60}
        autoComplete="off"
        {...form.field('role')}
      />
    </DialogForm>
  )
}

type PickerProps = {
  exceptId: string
  kind: Contact['kind'] | undefined
  value: string | null
  error?: ReactNode
  onChange: (id: string | null) => void
}

const pause = 250

/** Finds a contact by typing. */
function ContactPicker({ exceptId, kind, ...select }: PickerProps) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), pause)
    return () => clearTimeout(timer)
  }, [typed])
  const { data } = useApi(
    listContacts,
    { limit: 12, ...(search && { search }), ...(kind && { filter: [`kind:eq:${kind}`] }) },
    { keepsPrevious: true },
  )
  const found = (data?.items ?? []).filter(({ id }) => id !== exceptId)
  return (
    <Select
      label={t('crm.link.with')}
      placeholder={t('crm.link.find')}
      searchable
      clearable
      nothingFoundMessage={t('crm.link.nobody')}
      data={found.map(({ id, name, phone }) => ({ value: id, label: phone ? `${name} · ${shownPhone(phone)}` : name }))}
      // The server has searched already, by more than the words that are shown.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      {...select}
    />
  )
}
