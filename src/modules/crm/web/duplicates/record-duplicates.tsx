import { Link } from '@tanstack/react-router'
import { listSimilarContacts } from '#crm/contract/api.ts'
import { listDuplicatesOf } from '#crm/contract/duplicate-api.ts'
import { canMergeContacts } from '#crm/contract/permissions.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Notice } from '#web/ui/states.tsx'
import c from '#crm/web/contacts/contacts.module.css'

/** Who may be this same contact: said on the record, never joined by itself. */
export function RecordDuplicates({ contactId }: { contactId: string }) {
  const t = useT()
  const may = useMay()
  const similar = useApi(listSimilarContacts, { id: contactId }).data?.items ?? []
  const found = useApi(listDuplicatesOf, { id: contactId }).data?.items ?? []
  const byId = new Map([
    ...similar.map(({ id, name, value }) => [id, { id, name, reach: shownPhone(value) }] as const),
    ...found.map(({ id, name, phone, email }) => [id, { id, name, reach: phone ? shownPhone(phone) : (email ?? '') }] as const),
  ])
  if (byId.size === 0) return null
  return (
    <Notice tone="info">
      {t('crm.duplicates.record')}{' '}
      {[...byId.values()].map(({ id, name, reach }) => (
        <Link key={id} className={c.similar} to={may(canMergeContacts) ? `/contactos/${contactId}/unir/${id}` : `/contactos/${id}`}>
          {reach ? `${name} (${reach})` : name}
        </Link>
      ))}
    </Notice>
  )
}
