import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { getContact, listContacts, listTimeline, updateContact } from '#crm/contract/api.ts'
import type { Contact } from '#crm/contract/contact.ts'
import { asInput, changesBetween, clashesOf, resolved, type Changed, type Clash } from '#crm/web/contacts/changes.ts'
import { ClashDialog } from '#crm/web/contacts/clash-dialog.tsx'
import { ContactForm, valuesOf, type ContactValues } from '#crm/web/contacts/contact-form.tsx'
import { ApiProblem, call } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { keyOf, useApi, useSend } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import { Page } from '#web/ui/page.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'

export function EditContactPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const t = useT()
  const { data, error, refetch } = useApi(getContact, { id }, { staleTime: 0 })
  useTitle(t('crm.form.edit_title'))
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <PageBones kind="record" />
  return <Editing key={id} contact={data} />
}

type Pending = { changes: Changed; fresh: Contact; clashes: Clash[]; settle: (theirs: ReadonlySet<string> | null) => void }

function Editing({ contact }: { contact: Contact }) {
  const t = useT()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  // What the form began with; live changes of others do not move the fields under somebody's fingers.
  const [base] = useState({ values: valuesOf(contact), version: contact.version })
  const [isDone, setDone] = useState(false)
  const [pending, setPending] = useState<Pending | null>(null)
  const { send } = useSend(updateContact, { invalidates: [listContacts, listTimeline] })
  const here = `/contactos/${contact.id}`

  // The guard of unsaved changes hears of it first: it would hold up a navigation of this same moment.
  useEffect(() => {
    if (isDone) void navigate({ to: here, replace: true })
  }, [isDone, here, navigate])

  const finish = (saved: Contact) => {
    queryClient.setQueryData(keyOf(getContact, { id: contact.id }), saved)
    setDone(true)
  }

  const save = async (values: ContactValues) => {
    const changes = changesBetween(base.values, values)
    try {
      finish(await send({ id: contact.id, ...asInput(changes) }, { ifMatch: base.version }))
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'kernel.changed_meanwhile') throw error
      if (!(await saveOver(changes, values))) throw error
    }
  }

  /** Somebody saved meanwhile: what only one of us changed is joined, what both changed is asked. */
  const saveOver = async (changes: Changed, values: ContactValues): Promise<boolean> => {
    const fresh = await call(getContact, { id: contact.id })
    const clashes = clashesOf(base.values, values, valuesOf(fresh))
    const theirs =
      clashes.length === 0
        ? new Set<string>()
        : await new Promise<ReadonlySet<string> | null>((settle) => setPending({ changes, fresh, clashes, settle }))
    setPending(null)
    if (theirs === null) return false
    finish(await send({ id: contact.id, ...asInput(resolved(changes, theirs)) }, { ifMatch: fresh.version }))
    return true
  }

  return (
    <Page title={contact.name} back={here} narrow>
      <ContactForm
        initial={base.values}
        contactId={contact.id}
        submit={t('web.action.save')}
        save={save}
        onCancel={() => void navigate({ to: here })}
        isDone={isDone}
      />
      {pending && <ClashDialog clashes={pending.clashes} onClose={() => pending.settle(null)} onResolve={pending.settle} />}
    </Page>
  )
}
