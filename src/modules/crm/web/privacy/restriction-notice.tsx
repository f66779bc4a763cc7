import type { Contact } from '#crm/contract/contact.ts'
import { getPrivacy } from '#crm/contract/privacy-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Notice } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'

/** Why less is done with this contact than with others. */
export function RestrictionNotice({ contact }: { contact: Contact }) {
  const t = useT()
  const { data } = useApi(getPrivacy, { id: contact.id }, { enabled: contact.restrictedAt !== null })
  if (contact.restrictedAt === null) return null
  const reason = data?.restrictions.find(({ isRestricted }) => isRestricted)?.reason
  return (
    <Notice tone="warn">
      {t('crm.privacy.is_restricted')} <DateTime at={contact.restrictedAt} show="day" />
      {reason && `: ${reason}`}. {t('crm.privacy.restricted_means')}
    </Notice>
  )
}
