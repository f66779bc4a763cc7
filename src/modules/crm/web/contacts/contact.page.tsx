import { Button, Menu } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconEdit, IconShieldLock } from '@tabler/icons-react'
import { Navigate, useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, Suspense, useState } from 'react'
import { getContact } from '#crm/contract/api.ts'
import type { Contact } from '#crm/contract/contact.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import { useContactChange } from '#crm/web/changes/contact-change.ts'
import { Consents } from '#crm/web/contacts/consents.tsx'
import { ContactFacts } from '#crm/web/contacts/contact-facts.tsx'
import { ContactTimeline } from '#crm/web/contacts/contact-timeline.tsx'
import { RestrictionNotice } from '#crm/web/privacy/restriction-notice.tsx'
import { TagLine } from '#crm/web/contacts/tag-line.tsx'
import { useTagging } from '#crm/web/contacts/tagging.ts'
import { MergedFacts } from '#crm/web/duplicates/merged-facts.tsx'
import { RecordDuplicates } from '#crm/web/duplicates/record-duplicates.tsx'
import { StandingCard } from '#crm/web/leads/standing-card.tsx'
import { ScoreCard } from '#crm/web/scoring/score-card.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { lateDialog } from '#web/late-part.tsx'
import { partOf } from '#web/lent.ts'
import { MoreMenu } from '#web/ui/more-menu.tsx'
import { useTopic } from '#web/live-hooks.ts'
import type { Panel } from '#web/module.ts'
import { useApi } from '#web/query.ts'
import { panelsFor } from '#web/registry.ts'
import { useMay, useSession } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { useShortcut } from '#web/shortcuts.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { RecordPage } from '#web/ui/record-page.tsx'
import { useIsWide } from '#web/ui/screen.ts'
import { ErrorState, ListBones, Notice, PageBones } from '#web/ui/states.tsx'
import { DateTime } from '#web/ui/time.tsx'

/** Who it is, how to reach them and everything that happened. */
export function ContactPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: contact, error, refetch } = useApi(getContact, { id })
  useTopic(`crm.contact:${id}`)
  useTitle(contact?.name)
  if (error && !contact) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!contact) return <PageBones kind="record" />
  if (contact.mergedInto) return <Navigate to={`/contactos/${contact.mergedInto}`} replace />
  return <Record contact={contact} />
}

const PersonalDataDialog = lateDialog(() => import('#crm/web/privacy/personal-data.tsx').then((file) => file.PersonalDataDialog))

/** The right panel of a conversation says what this page says already. */
const ownPanel = 'crm.contact'

function Record({ contact }: { contact: Contact }) {
  const t = useT()
  const may = useMay()
  const session = useSession()
  const navigate = useNavigate()
  const [tab, setTab] = useState<string>('facts')
  const [isPrivacyOpen, setPrivacyOpen] = useState(false)
  const isWide = useIsWide()
  const { change } = useContactChange()
  const tagging = useTagging(contact)
  const panels = panelsFor(session, 'contact').filter((panel) => panel.name !== ownPanel)
  const isArchived = contact.archivedAt !== null
  const mayWrite = may(canWriteContacts)
  const edit = () => void navigate({ to: `/contactos/${contact.id}/editar` })
  useShortcut('e', 'web.action.edit', edit, { enabled: mayWrite })

  const notices = (
    <>
      <RestrictionNotice contact={contact} />
      {isArchived && <Notice tone="warn">{t('crm.contact.is_archived')}</Notice>}
      <RecordDuplicates contactId={contact.id} />
    </>
  )
  const panel = panels.find(({ name }) => name === tab)
  return (
    <RecordPage
      back="/contactos"
      title={contact.name}
      face={<Avatar name={contact.name} size={52} />}
      under={
        <>
          {isPrivacyOpen && <PersonalDataDialog contact={contact} onClose={() => setPrivacyOpen(false)} />}
          {t(`crm.contact.since_${contact.kind}`)} <DateTime at={contact.createdAt} show="day" />
        </>
      }
      marks={
        <>
          {contact.restrictedAt && <Chip tone="warn">{t('crm.privacy.restricted_mark')}</Chip>}
          <TagLine tagIds={contact.tagIds} onChange={mayWrite ? tagging : undefined} />
        </>
      }
      actions={
        mayWrite && (
          <>
            <MoreMenu width={210}>
              <Menu.Item
                leftSection={isArchived ? <IconArchiveOff size={16} stroke={1.7} /> : <IconArchive size={16} stroke={1.7} />}
                onClick={() => void change([contact.id], { kind: isArchived ? 'restore' : 'archive' })}
              >
                {t(isArchived ? 'crm.contact.restore' : 'crm.contact.archive')}
              </Menu.Item>
              <Menu.Item leftSection={<IconShieldLock size={16} stroke={1.7} />} onClick={() => setPrivacyOpen(true)}>
                {t('crm.privacy.title')}
              </Menu.Item>
            </MoreMenu>
            <Button variant="default" leftSection={<IconEdit size={16} stroke={1.7} />} onClick={edit}>
              {t('web.action.edit')}
            </Button>
          </>
        )
      }
      facts={
        <>
          {!isWide && notices}
          <StandingCard contactId={contact.id} />
          <ScoreCard contactId={contact.id} />
          <ContactFacts contact={contact} consents={<Consents contact={contact} />} />
          <MergedFacts contactId={contact.id} />
        </>
      }
      tabs={[
        { value: 'timeline', label: t('web.record.timeline') },
        ...panels.map(({ name, title }) => ({ value: name, label: t(title) })),
      ]}
      tab={tab}
      onTab={setTab}
    >
      {notices}
      {panel ? <PanelTab key={panel.name} panel={panel} contactId={contact.id} /> : <ContactTimeline contactId={contact.id} />}
    </RecordPage>
  )
}

/** The part that another module lends to this page. */
function PanelTab({ panel, contactId }: { panel: Panel<'contact'>; contactId: string }): ReactNode {
  const Part = partOf<'contact'>(panel)
  return (
    <Suspense fallback={<ListBones rows={5} />}>
      <Part contactId={contactId} />
    </Suspense>
  )
}
