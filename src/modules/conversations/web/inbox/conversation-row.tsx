import { Tooltip } from '@mantine/core'
import { IconFlag3Filled, IconMoonStars } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { ConversationItem } from '#conversations/contract/conversation.ts'
import { DueChip } from '#conversations/web/inbox/due-chip.tsx'
import { Preview } from '#conversations/web/inbox/preview.tsx'
import { RowParts } from '#conversations/web/inbox/row-parts.tsx'
import { urgencyAt } from '#conversations/web/inbox/segments.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Avatar } from '#web/ui/avatar.tsx'
import { Chip, CountBadge } from '#web/ui/marks.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import s from '#conversations/web/inbox/conversation-row.module.css'

const mostLabels = 3

/** A third line stands where something has to be done: the deadline, what it is about. */
export const hasChips = (item: ConversationItem): boolean =>
  (item.state === 'open' && item.urgency !== 'customer' && (item.answerDueAt !== null || item.labels.length > 0)) ||
  item.state === 'snoozed'

type Props = { item: ConversationItem; isOpen: boolean; nowMs: number; showsAssignee: boolean; isFlat?: boolean }

export const ConversationRow = memo(function ConversationRow({ item, isOpen, nowMs, showsAssignee, isFlat }: Props) {
  const t = useT()
  const isUnread = item.unreadCount > 0
  const isPressing = urgencyAt(item, nowMs) === 'now'
  // Of the promises that run the one that ends first; a resolution stands still while the customer has the word.
  const due = item.slaDueAt ?? item.answerDueAt
  return (
    <Link
      to="/bandeja/{-$id}"
      params={{ id: item.id } as never}
      search={((last: object) => ({ ...last, mensaje: item.match?.messageId })) as never}
      className={s.row}
      data-on={isOpen || undefined}
      data-unread={isUnread || undefined}
      aria-current={isOpen ? 'true' : undefined}
    >
      <Avatar name={item.contactName} channel={item.channelKind} />
      <span className={s.words}>
        <span className={s.head}>
          <b>{item.contactName}</b>
          {(item.priority === 'urgent' || item.priority === 'high') && (
            <IconFlag3Filled
              size={12}
              className={s.flag}
              data-priority={item.priority}
              aria-label={t(`conversations.priorities.${item.priority}`)}
            />
          )}
          <RelativeTime at={item.lastMessageAt} />
        </span>
        <span className={s.text}>
          <Preview item={item} isOpen={isOpen} />
          {item.marks && item.marks.length > 0 && <RowParts marks={item.marks} />}
          {showsAssignee && item.assigneeName && (
            <Tooltip label={t('conversations.row.assigned_to', { name: item.assigneeName })}>
              <span className={s.assignee}>
                <Avatar name={item.assigneeName} size={20} />
                <span className="sr-only">{t('conversations.row.assigned_to', { name: item.assigneeName })}</span>
              </span>
            </Tooltip>
          )}
          <CountBadge count={item.unreadCount} label={t('conversations.row.unread', { count: item.unreadCount })} />
        </span>
        {!isFlat && hasChips(item) && (
          <span className={s.chips}>
            {item.state === 'snoozed' ? (
              <WakeChip until={item.snoozedUntil} />
            ) : (
              due && <DueChip dueAt={due} warnAt={item.slaWarnAt} isLoud={isPressing} isResolution={due !== item.answerDueAt} />
            )}
            {item.labels.slice(0, mostLabels).map((label) => (
              <Chip key={label}>{label}</Chip>
            ))}
          </span>
        )}
      </span>
    </Link>
  )
})

function WakeChip({ until }: { until: string | null }) {
  const t = useT()
  const format = useFormat()
  return (
    <Chip icon={<IconMoonStars size={12} stroke={1.8} aria-hidden />}>
      {until
        ? t('conversations.row.wakes_at', { at: `${format.day(until)} ${format.hour(until)}` })
        : t('conversations.row.wakes_on_reply')}
    </Chip>
  )
}
