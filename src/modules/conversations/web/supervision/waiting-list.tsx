import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowForwardUp, IconDots, IconLock, IconMessage } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import { canAssign, canReply } from '#conversations/contract/permissions.ts'
import type { Supervision } from '#conversations/contract/supervision.ts'
import { AvailabilityMark } from '#conversations/web/availability/availability-mark.tsx'
import { DueChip } from '#conversations/web/inbox/due-chip.tsx'
import { askForNote } from '#conversations/web/routing/transfer-state.ts'
import { carry } from '#conversations/web/supervision/carrying.ts'
import { useReassign } from '#conversations/web/supervision/supervision.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#conversations/web/supervision/supervision.module.css'

type Props = { data: Supervision; onNote: (card: ConversationCard) => void }

/** Those who wait, in the order of the queue. */
export function WaitingList({ data, onNote }: Props) {
  const t = useT()
  return (
    <section className={s.column} aria-label={t('conversations.supervision.waiting')}>
      <h2>
        {t('conversations.supervision.waiting')} <span className="num">{data.waitingCount}</span>
      </h2>
      {data.waiting.length === 0 ? (
        <EmptyState drawing="chat" title={t('conversations.supervision.nobody')} hint={t('conversations.supervision.nobody_hint')} />
      ) : (
        <ul>
          {data.waiting.map((card) => (
            <Waiting key={card.id} card={card} data={data} onNote={onNote} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Waiting({ card, data, onNote }: { card: ConversationCard; data: Supervision; onNote: Props['onNote'] }) {
  const t = useT()
  const mayAssign = useMay()(canAssign)
  const team = data.teams.find(({ teamId }) => teamId === card.teamId)?.teamName
  return (
    <li className={s.row} draggable={mayAssign} onDragStart={(event) => carry(event, card)} data-conversation={card.id}>
      <Avatar name={card.contactName} size={32} channel={card.channelKind} />
      <Link to="/bandeja/{-$id}" params={{ id: card.id } as never} className={s.words} draggable={false}>
        <b>{card.contactName}</b>
        <small>{[card.assigneeName ?? t('conversations.assign.nobody'), team].filter(Boolean).join(' · ')}</small>
      </Link>
      <span className={s.marks}>
        {card.priority === 'urgent' && <Chip tone="bad">{t('conversations.priorities.urgent')}</Chip>}
        {card.answerDueAt && <DueChip dueAt={card.answerDueAt} />}
        {card.waitingSince && <RelativeTime at={card.waitingSince} />}
      </span>
      <RowMenu card={card} data={data} onNote={onNote} />
    </li>
  )
}

/** Everything that dragging does, for the keyboard and the thumb. */
function RowMenu({ card, data, onNote }: { card: ConversationCard; data: Supervision; onNote: Props['onNote'] }) {
  const t = useT()
  const may = useMay()
  const reassign = useReassign()
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon aria-label={t('conversations.supervision.menu', { name: card.contactName })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={`/bandeja/${card.id}`} leftSection={<IconMessage size={16} stroke={1.7} />}>
          {t('conversations.supervision.open')}
        </Menu.Item>
        {may(canReply) && (
          <Menu.Item leftSection={<IconLock size={16} stroke={1.7} />} onClick={() => onNote(card)}>
            {t('conversations.supervision.join')}
          </Menu.Item>
        )}
        {may(canAssign) && (
          <>
            <Menu.Item leftSection={<IconArrowForwardUp size={16} stroke={1.7} />} onClick={() => askForNote(card.id)}>
              {t('conversations.transfer.title')}
            </Menu.Item>
            <Menu.Label>{t('conversations.supervision.give_to')}</Menu.Label>
            <div className={s.choices}>
              {data.agents
                .filter(({ personId }) => personId !== card.assigneeId)
                .map((agent) => (
                  <Menu.Item key={agent.personId} onClick={() => reassign(card, agent)}>
                    <AvailabilityMark availability={agent.availability}>{agent.name}</AvailabilityMark>
                  </Menu.Item>
                ))}
            </div>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
