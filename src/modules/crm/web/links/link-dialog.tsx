import { Modal, Select, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { listContacts, listTimeline } from '#crm/contract/api.ts'
import type { Contact } from '#crm/contract/contact.ts'
import { linkContact, listLinks } from '#crm/contract/link-api.ts'
import type { LinkDirection, LinkKind } from '#crm/contract/link.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { linkWord } from '#crm/web/links/contact-links.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'

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
  const [index, setIndex] = useState('0')
  const [otherId, setOtherId] = useState<string | null>(null)
  const [role, setRole] = useState('')
  const { send, sending, problem } = useSend(linkContact, { invalidates: [listLinks, listTimeline] })
  const choice = choices[Number(index)] ?? { kind: 'other', direction: 'out' }
  const submit = async () => {
    if (!otherId) return
    await send({ id: contact.id, otherId, role, ...choice })
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('crm.link.add')} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          void submit().catch(() => {})
        }}
      >
        {problem && <Notice tone="bad">{problem}</Notice>}
        <Fields>
          <Select
            label={t('crm.link.kind')}
            allowDeselect={false}
            data={choices.map((one, i) => ({ value: String(i), label: t(linkWord(one)) }))}
            value={index}
            onChange={(next) => {
              setIndex(next ?? '0')
              setOtherId(null)
            }}
          />
          <ContactPicker
            key={index}
            exceptId={contact.id}
            kind={choice.kind === 'works_at' ? (choice.direction === 'out' ? 'company' : 'person') : undefined}
            value={otherId}
            onChange={setOtherId}
          />
          <TextInput
            label={t('crm.link.role')}
            placeholder={t('crm.link.example_role')}
            maxLength={60}
            autoComplete="off"
            value={role}
            onChange={(event) => setRole(event.currentTarget.value)}
          />
        </Fields>
        <FormButtons submit={t('crm.link.add')} isSaving={sending} isDisabled={!otherId} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}

type PickerProps = { exceptId: string; kind: Contact['kind'] | undefined; value: string | null; onChange: (id: string | null) => void }

const pause = 250

/** Finds a contact by typing. */
function ContactPicker({ exceptId, kind, value, onChange }: PickerProps) {
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
      value={value}
      onChange={onChange}
    />
  )
}
