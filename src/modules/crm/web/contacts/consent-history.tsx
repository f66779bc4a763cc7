import { UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { Consent } from '#crm/contract/consent.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { DateTime } from '#web/ui/time.tsx'
import s from '#crm/web/contacts/consents.module.css'

/** Everything that was ever said, per channel and purpose: when, to which text, and how it is known. */
export function ConsentHistory({ history }: { history: readonly Consent[] }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  if (history.length === 0) return null
  return (
    <div className={s.consentHistory}>
      <UnstyledButton className={s.consentButton} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('crm.consent.history')}
        <IconChevronDown size={14} aria-hidden />
      </UnstyledButton>
      {isOpen && (
        <ul>
          {history.map((one) => (
            <li key={`${one.channel} ${one.purpose} ${one.changedAt} ${one.state}`}>
              {t(`crm.channel.${one.channel}`)}, {t(`crm.consent.purpose_${one.purpose}`)}: {t(`crm.consent.${one.state}`)}
              <small>
                <DateTime at={one.changedAt} /> · {one.actorName ?? t(`crm.consent.source_${one.source}`)}
                {one.evidence && ` · ${one.evidence}`}
                {one.textVersion && ` · ${t('crm.consent.text_version', { version: one.textVersion })}`}
              </small>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
