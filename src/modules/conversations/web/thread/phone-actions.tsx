import { Suspense, useState } from 'react'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCalendarTime,
  IconCheck,
  IconLogout2,
  IconMessageReply,
  IconMoonStars,
  IconUserCheck,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { canAssign } from '#conversations/contract/permissions.ts'
import { AvailabilityMark } from '#conversations/web/availability/availability-mark.tsx'
import { useAvailability } from '#conversations/web/availability/availability.queries.ts'
import { askForNote } from '#conversations/web/routing/transfer-state.ts'
import { useAssignees } from '#conversations/web/thread/assign-menu.tsx'
import { SnoozeDialog } from '#conversations/web/thread/snooze-menu.tsx'
import { snoozeChoices } from '#conversations/web/thread/snooze-times.ts'
import { useAssign, useChangeState, useRelease, useTake } from '#conversations/web/thread/thread.queries.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useMay, useSession } from '#web/session.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Sheet } from '#web/ui/panes.tsx'
import s from '#conversations/web/thread/phone-actions.module.css'

/** Everything the header has no room for on the phone, within reach of the thumb. */
export function PhoneActions({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const { person } = useSession()
  const { people, teams } = useAssignees()
  const availability = useAvailability()
  const change = useChangeState(conversation)
  const take = useTake(conversation)
  const release = useRelease(conversation)
  const assign = useAssign(conversation)
  const [isPicking, setPicking] = useState(false)
  const isResolved = conversation.state === 'resolved'
  const then = (run: () => void) => () => {
    run()
    onClose()
  }
  const snooze = (snoozedUntil: string | null) => change({ state: 'snoozed', snoozedUntil })
  if (isPicking) {
    return (
      <Suspense>
        <SnoozeDialog onClose={onClose} onPicked={snooze} />
      </Suspense>
    )
  }
  const isMine = conversation.assigneeId === person.id
  return (
    <Sheet title={conversation.contactName} isOpen onClose={onClose}>
      <div className={s.group}>
        <Deed
          icon={isResolved ? <IconArrowBackUp size={19} stroke={1.7} /> : <IconCheck size={19} stroke={1.7} />}
          onClick={then(() => change({ state: isResolved ? 'open' : 'resolved' }))}
        >
          {t(isResolved ? 'conversations.actions.reopen' : 'conversations.actions.resolve')}
        </Deed>
      </div>
      <h3 className={s.title}>{t('conversations.snooze.title')}</h3>
      <div className={s.group}>
        {conversation.state === 'snoozed' && (
          <Deed icon={<IconArrowBackUp size={19} stroke={1.7} />} onClick={then(() => change({ state: 'open' }))}>
            {t('conversations.snooze.wake')}
          </Deed>
        )}
        {snoozeChoices(new Date(), format.region.zone).map(({ name, at }) => (
          <Deed key={name} icon={<IconMoonStars size={19} stroke={1.7} />} aside={format.hour(at)} onClick={then(() => snooze(at))}>
            {t(`conversations.snooze.${name}`)}
          </Deed>
        ))}
        <Deed icon={<IconCalendarTime size={19} stroke={1.7} />} onClick={() => setPicking(true)}>
          {t('conversations.snooze.pick')}
        </Deed>
        <Deed icon={<IconMessageReply size={19} stroke={1.7} />} onClick={then(() => snooze(null))}>
          {t('conversations.snooze.reply')}
        </Deed>
      </div>
      <h3 className={s.title}>{t('conversations.assign.title')}</h3>
      <div className={s.group}>
        <Deed
          icon={isMine ? <IconLogout2 size={19} stroke={1.7} /> : <IconUserCheck size={19} stroke={1.7} />}
          onClick={then(isMine ? release : take)}
        >
          {t(isMine ? 'conversations.assign.release' : 'conversations.assign.take')}
        </Deed>
        {may(canAssign) && (
          <Deed icon={<IconArrowForwardUp size={19} stroke={1.7} />} onClick={then(() => askForNote(conversation.id))}>
            {t('conversations.transfer.title')}
          </Deed>
        )}
        {may(canAssign) &&
          people
            .filter(({ id }) => id !== person.id)
            .map(({ id, name }) => (
              <Deed
                key={id}
                icon={<Avatar name={name} size={24} />}
                isOn={id === conversation.assigneeId}
                onClick={then(() => assign({ assigneeId: id, name }))}
              >
                <AvailabilityMark availability={availability.of(id)}>{name}</AvailabilityMark>
              </Deed>
            ))}
        {may(canAssign) &&
          teams.map(({ id, name }) => (
            <Deed
              key={id}
              icon={<IconUsersGroup size={19} stroke={1.7} />}
              isOn={id === conversation.teamId}
              onClick={then(() => assign({ teamId: id, assigneeId: null }))}
            >
              {name}
            </Deed>
          ))}
      </div>
    </Sheet>
  )
}

type DeedProps = { icon: ReactNode; aside?: string; isOn?: boolean; onClick: () => void; children: ReactNode }

const Deed = ({ icon, aside, isOn, onClick, children }: DeedProps) => (
  <button type="button" className={s.deed} onClick={onClick} aria-pressed={isOn}>
    <span className={s.icon}>{icon}</span>
    <span>{children}</span>
    {aside && <small className="num">{aside}</small>}
    {isOn && <IconCheck size={17} stroke={1.9} aria-hidden />}
  </button>
)
