import { ActionIcon, Tooltip } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { getContact } from '#crm/contract/api.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import { AddressFacts } from '#crm/web/contacts/address-facts.tsx'
import { FieldFacts, hasFields, IdentityFacts, Notes } from '#crm/web/contacts/contact-facts.tsx'
import { ContactTimeline } from '#crm/web/contacts/contact-timeline.tsx'
import { TagLine } from '#crm/web/contacts/tag-line.tsx'
import { useTagging } from '#crm/web/contacts/tagging.ts'
import { ScoreCard } from '#crm/web/scoring/score-card.tsx'
import type { Contact } from '#crm/contract/contact.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import type { PanelProps } from '#web/module.ts'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { FactGroup } from '#web/ui/record-page.tsx'
import { Bone, ErrorState, ListBones } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'
import s from '#crm/web/contacts/contacts.module.css'

const recentEntries = 5

/** Beside a conversation: who is it, how to reach them, what is known, what happened lately. */
export function ContactPanel({ contactId }: PanelProps['contact']) {
  const { data: contact, error, refetch } = useApi(getContact, { id: contactId })
  useTopic(`crm.contact:${contactId}`)
  if (error && !contact) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!contact)
    return (
      <div className={s.panel} aria-hidden>
        <div className={s.panelHead}>
          <Bone width={52} height={52} round />
          <Bone width={150} height={14} />
        </div>
        <ListBones rows={4} face={false} />
      </div>
    )
  if (contact.mergedInto) return <ContactPanel contactId={contact.mergedInto} />
  return <Known contact={contact} />
}

function Known({ contact }: { contact: Contact }) {
  const t = useT()
  const may = useMay()
  const tagging = useTagging(contact)
  return (
    <div className={s.panel}>
      <div className={s.panelHead}>
        <Avatar name={contact.name} size={52} />
        <span className={s.panelWho}>
          <strong>{contact.name}</strong>
          <small>
            {t(`crm.contact.since_${contact.kind}`)} <DateTime at={contact.createdAt} show="day" />
          </small>
        </span>
        <Tooltip label={t('crm.panel.open')}>
          <ActionIcon component={Link} to={`/contactos/${contact.id}`} aria-label={t('crm.panel.open')}>
            <IconExternalLink size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
      <FactGroup title={t('web.record.facts')}>
        <IdentityFacts identities={contact.identities} />
        <div className={s.panelTags}>
          <TagLine tagIds={contact.tagIds} onChange={may(canWriteContacts) ? tagging : undefined} />
        </div>
      </FactGroup>
      <ScoreCard contactId={contact.id} />
      {contact.addresses.length > 0 && (
        <FactGroup title={t('crm.address.title')}>
          <AddressFacts addresses={contact.addresses} />
        </FactGroup>
      )}
      {contact.notes && (
        <FactGroup title={t('crm.contact.notes')}>
          <Notes text={contact.notes} />
        </FactGroup>
      )}
      {hasFields(contact) && (
        <FactGroup title={t('crm.form.fields')}>
          <FieldFacts contact={contact} />
        </FactGroup>
      )}
      <FactGroup title={t('web.record.timeline')}>
        <ContactTimeline contactId={contact.id} limit={recentEntries} />
      </FactGroup>
    </div>
  )
}
