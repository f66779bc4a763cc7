import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconChevronLeft, IconDots, IconLayoutSidebarRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { canReply } from '#conversations/contract/permissions.ts'
import { DueChip } from '#conversations/web/inbox/due-chip.tsx'
import { useInboxAction } from '#conversations/web/inbox/inbox-actions.ts'
import type { Aside } from '#conversations/web/panel/aside.ts'
import { AssignMenu } from '#conversations/web/thread/assign-menu.tsx'
import { useEscape } from '#conversations/web/thread/escape.ts'
import { SnoozeMenu } from '#conversations/web/thread/snooze-menu.tsx'
import { useChangeState, useTake } from '#conversations/web/thread/thread.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { lateDialog } from '#web/late-part.tsx'
import { useMay, useSession } from '#web/session.ts'
import { Avatar, ChannelMark } from '#web/ui/avatar.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import avatar from '#web/ui/avatar.module.css'
import s from '#conversations/web/thread/thread.module.css'

const PhoneActions = lateDialog(() => import('#conversations/web/thread/phone-actions.tsx').then((file) => file.PhoneActions))

type Props = { conversation: Conversation; aside: Aside; onClose: () => void }

/** Who it is, where they write from, how long they wait, and what can be done with the conversation. */
export function ThreadHeader({ conversation, aside, onClose }: Props) {
  const t = useT()
  const may = useMay()
  const isPhone = useIsPhone()
  const mayReply = may(canReply)
  // On the phone there is no list beside it: the name is the title of the screen.
  const Name = isPhone ? 'h1' : 'h2'
  useEscape(onClose)
  return (
    <header className={s.head}>
      <BackButton onClose={onClose} />
      <Avatar name={conversation.contactName} size={32} />
      <div className={s.names}>
        <Name>{conversation.contactName}</Name>
        <Place conversation={conversation} />
      </div>
      {!isPhone && (
        <span className={s.due}>
          <StateChip conversation={conversation} />
        </span>
      )}
      <div className={s.actions}>
        {mayReply && !isPhone && conversation.state === 'pending' && <TakeButton conversation={conversation} />}
        {mayReply && !isPhone && <AssignMenu conversation={conversation} />}
        {mayReply && !isPhone && <SnoozeMenu conversation={conversation} />}
        {mayReply && !isPhone && <ResolveButton conversation={conversation} />}
        {mayReply && isPhone && <MoreOnPhone conversation={conversation} />}
        <Tooltip label={t(aside.isShown ? 'conversations.panel.hide' : 'conversations.panel.show')}>
          <ActionIcon
            size={32}
            aria-label={t(aside.isShown ? 'conversations.panel.hide' : 'conversations.panel.show')}
            aria-pressed={aside.isShown}
            onClick={aside.toggle}
          >
            <IconLayoutSidebarRight size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  )
}

/** The header of a thread that is not there (yet): the way back. */
export const BareHeader = ({ onClose }: { onClose: () => void }) => (
  <header className={s.head}>
    <BackButton onClose={onClose} />
  </header>
)

function BackButton({ onClose }: { onClose: () => void }) {
  const t = useT()
  return (
    <button type="button" className={s.back} aria-label={t('conversations.thread.back')} onClick={onClose}>
      <IconChevronLeft size={22} stroke={1.8} />
    </button>
  )
}

/** Channel and, where the organization has several, the brand. */
function Place({ conversation }: { conversation: Conversation }) {
  const t = useT()
  const { brands } = useSession()
  const brand = brands.length > 1 ? brands.find(({ id }) => id === conversation.brandId)?.name : undefined
  const kind = t(`web.channel.${conversation.channelKind}`)
  const place = [conversation.channelName, brand].filter(Boolean).join(' · ')
  return (
    <small title={`${kind} · ${place}`}>
      <ChannelMark kind={conversation.channelKind} className={`${avatar.badge} ${s.mark}`} />
      <span>
        <span className={s.kind}>{kind} · </span>
        {place}
      </span>
    </small>
  )
}

function StateChip({ conversation }: { conversation: Conversation }) {
  const t = useT()
  if (conversation.state === 'resolved') return <Chip tone="ok">{t('conversations.states.resolved')}</Chip>
  if (conversation.state === 'pending') return <Chip tone="info">{t('conversations.states.pending')}</Chip>
  if (conversation.state === 'snoozed') return <Chip>{t('conversations.states.snoozed')}</Chip>
  if (conversation.state === 'open' && conversation.waitingSince !== null && conversation.answerDueAt !== null)
    return <DueChip dueAt={conversation.answerDueAt} warnAt={conversation.slaWarnAt} isBrief />
  return null
}

function TakeButton({ conversation }: { conversation: Conversation }) {
  const t = useT()
  return (
    <Button variant="default" onClick={useTake(conversation)}>
      {t('conversations.actions.take_from_bot')}
    </Button>
  )
}

function ResolveButton({ conversation }: { conversation: Conversation }) {
  const t = useT()
  const change = useChangeState(conversation)
  const isOpen = conversation.state !== 'resolved'
  const toggle = () => change(isOpen ? { state: 'resolved' } : { state: 'open' })
  useInboxAction('resolve', 'e', toggle)
  const label = t(isOpen ? 'conversations.actions.resolve' : 'conversations.actions.reopen')
  const Sign = isOpen ? IconCheck : IconArrowBackUp
  return (
    <Tooltip label={`${label} (E)`}>
      <Button variant={isOpen ? 'filled' : 'default'} leftSection={<Sign size={15} />} onClick={toggle}>
        {label}
      </Button>
    </Tooltip>
  )
}

function MoreOnPhone({ conversation }: { conversation: Conversation }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <ActionIcon size={32} aria-label={t('conversations.actions.label')} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <IconDots size={20} stroke={1.8} />
      </ActionIcon>
      {isOpen && <PhoneActions conversation={conversation} onClose={() => setOpen(false)} />}
    </>
  )
}
