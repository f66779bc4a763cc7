import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { checkIdentity } from '#crm/contract/api.ts'
import type { TypedIdentity } from '#crm/contract/contact.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import s from '#crm/web/contacts/identity-inputs.module.css'

/** The ways to reach somebody. Tax ids are typed apart: their country belongs to them. */
const kinds = ['phone', 'email', 'instagram'] as const
const modes = { phone: 'tel', email: 'email', instagram: 'text' } as const

type Props = {
  identities: readonly TypedIdentity[]
  onChange: (identities: TypedIdentity[]) => void
  /** Whose they are, when the contact exists already. */
  contactId?: string | undefined
  errors: (index: number) => string | undefined
}

/** Phones, addresses and user names. While one is typed, whoever has it already is shown with a way there. */
export function IdentityInputs({ identities, onChange, contactId, errors }: Props) {
  const t = useT()
  const set = (index: number, change: Partial<TypedIdentity>) =>
    onChange(identities.map((one, i) => (i === index ? { ...one, ...change } : one)))
  return (
    <fieldset className={s.identities}>
      <legend className="sr-only">{t('crm.form.identities')}</legend>
      {identities.map((identity, index) =>
        identity.kind === 'tax_id' ? null : (
          // Rows have no name of their own: they are typed one below the other and only removed by hand.
          <div key={index} className={s.identity}>
            <Select
              aria-label={t('crm.form.identity_kind')}
              data={kinds.map((kind) => ({ value: kind, label: t(`crm.identity.${kind}`) }))}
              value={identity.kind}
              allowDeselect={false}
              onChange={(kind) => set(index, { kind: (kind ?? 'phone') as TypedIdentity['kind'] })}
            />
            <TextInput
              aria-label={t(`crm.identity.${identity.kind}`)}
              type={modes[identity.kind]}
              inputMode={modes[identity.kind]}
              autoComplete="off"
              maxLength={254}
              value={identity.value}
              error={errors(index)}
              placeholder={t(`crm.form.example_${identity.kind}`)}
              onChange={(event) => set(index, { value: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={t('web.action.remove_named', { name: t(`crm.identity.${identity.kind}`) })}
              onClick={() => onChange(identities.filter((_, i) => i !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
            <Said identity={identity} contactId={contactId} />
          </div>
        ),
      )}
      <div>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={15} />}
          onClick={() =>
            onChange([...identities, { kind: identities.some(({ kind }) => kind === 'phone') ? 'email' : 'phone', value: '' }])
          }
        >
          {t('crm.form.add_identity')}
        </Button>
      </div>
    </fieldset>
  )
}

const pause = 400

/** What the server makes of what is typed: how it reads, who has it, who may have it. */
function Said({ identity, contactId }: { identity: TypedIdentity; contactId: string | undefined }) {
  const t = useT()
  const settled = useSettled(identity)
  const isAsking = settled.value.trim().length >= 5 && settled.kind === identity.kind && settled.value === identity.value
  const { data } = useApi(checkIdentity, { kind: settled.kind, value: settled.value.trim() }, { enabled: isAsking, staleTime: 10_000 })
  if (!isAsking || !data) return null
  const similar = data.similar.filter(({ id }) => id !== contactId)
  if (!data.isValid) return <p className={s.said}>{t(`crm.form.unsure_${identity.kind}`)}</p>
  if (data.owner && data.owner.id !== contactId) return <Taken owner={data.owner} />
  if (similar.length > 0) {
    return (
      <p className={s.said} data-tone="warn" role="status">
        {t('crm.form.similar')}
        {similar.map((one) => (
          <Link key={one.id} to={`/contactos/${one.id}`}>
            {one.name} ({shownPhone(one.value)})
          </Link>
        ))}
      </p>
    )
  }
  return identity.kind === 'phone' && data.shown !== identity.value.trim() ? (
    <p className={s.said}>{t('crm.form.read_as', { text: data.shown })}</p>
  ) : null
}

function Taken({ owner }: { owner: { id: string; name: string; isArchived: boolean } }) {
  const t = useT()
  return (
    <p className={s.said} data-tone="warn" role="status">
      {t(owner.isArchived ? 'crm.form.taken_archived' : 'crm.form.taken', { name: owner.name })}
      <Link to={`/contactos/${owner.id}`}>{t('crm.form.open')}</Link>
    </p>
  )
}

/** Who has this identity already, or else the children. */
export function IdentityOwner({
  identity,
  contactId,
  children,
}: {
  identity: TypedIdentity
  contactId: string | undefined
  children: ReactNode
}) {
  const { data } = useApi(checkIdentity, { kind: identity.kind, value: identity.value.trim() }, { staleTime: 10_000 })
  return data?.owner && data.owner.id !== contactId ? <Taken owner={data.owner} /> : children
}

/** The value a moment after the last key. */
export function useSettled(identity: TypedIdentity): TypedIdentity {
  const [settled, setSettled] = useState(identity)
  const { kind, value } = identity
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ kind, value }), pause)
    return () => clearTimeout(timer)
  }, [kind, value])
  return settled
}
