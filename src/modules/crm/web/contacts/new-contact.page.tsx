import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { countContacts, createContact, listContacts } from '#crm/contract/api.ts'
import { typedAddress } from '#crm/web/contacts/address-values.ts'
import { ContactForm, emptyContact, type ContactValues } from '#crm/web/contacts/contact-form.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import { Page } from '#web/ui/page.tsx'

export function NewContactPage() {
  const t = useT()
  const navigate = useNavigate()
  const [madeId, setMadeId] = useState<string | null>(null)
  const { send } = useSend(createContact, { invalidates: [listContacts, countContacts] })
  useTitle(t('crm.form.new_title'))
  const save = async ({ fields, addresses, ...values }: ContactValues) => {
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
    const made = await send({ ...values, fields: given, addresses: addresses.map(typedAddress) })
    setMadeId(made.id)
  }
  // The guard of unsaved changes hears of it first: it would hold up a navigation of this same moment.
  useEffect(() => {
    if (madeId !== null) void navigate({ to: `/contactos/${madeId}`, replace: true })
  }, [madeId, navigate])
  return (
    <Page title={t('crm.form.new_title')} back="/contactos" narrow>
      <ContactForm
        initial={emptyContact}
        submit={t('crm.form.create')}
        save={save}
        onCancel={() => void navigate({ to: '/contactos' })}
        isDone={madeId !== null}
      />
    </Page>
  )
}
