import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { PhoneChat } from '#platform/contract/phone.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { Ticks } from '#platform/web/phone/ticks.tsx'
import { wordsOf } from '#platform/web/phone/message-words.ts'
import s from '#platform/web/phone/chat-list.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { Avatar } from '#web/ui/avatar.tsx'
import { CountBadge } from '#web/ui/marks.tsx'
import { RelativeTime } from '#web/ui/time.tsx'

/** One customer: who they are, what was said last, and what waits to be read on their telephone. */
export const ChatRow = memo(function ChatRow({ chat, isOpen }: { chat: PhoneChat; isOpen: boolean }) {
  const t = useT()
  const { last } = chat
  return (
    <Link
      to="/telefono/{-$waId}"
      params={{ waId: chat.waId } as never}
      search={((search: object) => search) as never}
      className={s.row}
      data-on={isOpen || undefined}
      data-unread={chat.unread > 0 || undefined}
      aria-current={isOpen ? 'true' : undefined}
    >
      <Avatar name={chat.name} />
      <span className={s.words}>
        <span className={s.line}>
          <b>{chat.name}</b>
          {last && <RelativeTime at={last.at} />}
        </span>
        <span className={s.line}>
          {chat.isBusinessTyping ? (
            <span className={s.typing}>{t('platform.phone.typing')}</span>
          ) : last ? (
            <>
              {last.direction === 'in' && !last.isRevoked && <Ticks state={last.isReadByBusiness ? 'read' : 'sent'} />}
              <span className={s.last}>{wordsOf(last, t)}</span>
            </>
          ) : (
            <span className={s.last}>{shownPhone(`+${chat.waId}`)}</span>
          )}
          <CountBadge count={chat.unread} label={t('platform.phone.unread', { count: chat.unread })} />
        </span>
      </span>
    </Link>
  )
})
