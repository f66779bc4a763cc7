import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Contact } from '#crm/contract/contact.ts'
import { listLinks, unlinkContact } from '#crm/contract/link-api.ts'
import { listTimeline } from '#crm/contract/api.ts'
import type { ContactLink } from '#crm/contract/link.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { lateDialog } from '#web/late-part.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { FactGroup } from '#web/ui/record-page.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/links/links.module.css'

const LinkDialog = lateDialog(() => import('#crm/web/links/link-dialog.tsx').then((file) => file.LinkDialog))

export const linkWord = ({ kind, direction }: Pick<ContactLink, 'kind' | 'direction'>): string =>
  `crm.link.kinds.${kind === 'works_at' || kind === 'referred_by' ? `${kind}_${direction}` : kind}`

/** Whom a contact has to do with: the company, who works there, the family. */
export function ContactLinks({ contact }: { contact: Pick<Contact, 'id' | 'kind'> }) {
  const t = useT()
  const may = useMay()
  const [isAdding, setAdding] = useState(false)
  const { data } = useApi(listLinks, { id: contact.id })
  const { send, sending } = useSend(unlinkContact, {
    invalidates: [listLinks, listTimeline],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const links = data?.items ?? []
  const mayWrite = may(canWriteContacts)
  if (links.length === 0 && !mayWrite) return null
  return (
    <FactGroup title={t('crm.link.title')}>
      <ul className={s.links}>
        {links.map((one) => (
          <li key={one.id}>
            <Avatar name={one.other.name} size={26} />
            <span>
              <Link to={`/contactos/${one.other.id}`}>{one.other.name}</Link>
              <small>{[t(linkWord(one)), one.role].filter(Boolean).join(' · ')}</small>
            </span>
            {mayWrite && (
              <ActionIcon
                aria-label={t('crm.link.remove', { name: one.other.name })}
                disabled={sending}
                onClick={() => void send({ id: one.id }).catch(() => {})}
              >
                <IconX size={15} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Button variant="subtle" color="gray" leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
          {t('crm.link.add')}
        </Button>
      )}
      {isAdding && <LinkDialog contact={contact} onClose={() => setAdding(false)} />}
    </FactGroup>
  )
}
