import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowBackUp, IconChevronDown, IconCopy, IconInfoCircle, IconMoodPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Message } from '#conversations/contract/message.ts'
import { ownReaction, quickEmojis, useReact } from '#conversations/web/thread/reactions.tsx'
import { wordsOf } from '#conversations/contract/message-words.ts'
import { useThread } from '#conversations/web/thread/thread-context.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { toast } from '#web/ui/toast.ts'
import bubble from '#conversations/web/thread/bubble.module.css'
import s from '#conversations/web/thread/message-menu.module.css'

/** The provider knows it by now: it can be quoted and reacted to. */
const isOutside = ({ direction, state }: Message): boolean =>
  direction === 'in' || (state !== null && ['sent', 'delivered', 'read', 'played'].includes(state))

export function MessageMenu({ message, mayReply }: { message: Message; mayReply: boolean }) {
  const t = useT()
  const { reply, details, numberOf } = useThread()
  const can = numberOf(message.channelId)?.capabilities
  const react = useReact(message)
  const [isOpen, setOpen] = useState(false)
  const words = wordsOf(message)
  const mayAnswer = mayReply && isOutside(message)

  const copy = () =>
    void navigator.clipboard?.writeText(words).then(
      () => toast({ text: t('web.action.copied'), name: 'copied' }),
      () => {},
    )
  return (
    <Menu
      opened={isOpen}
      onChange={setOpen}
      position={message.direction === 'out' ? 'bottom-end' : 'bottom-start'}
      width={216}
      withinPortal
    >
      <Menu.Target>
        <ActionIcon className={bubble.menuButton} data-open={isOpen || undefined} size={24} aria-label={t('conversations.thread.menu')}>
          <IconChevronDown size={15} stroke={1.9} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayAnswer && can?.reactions !== false && (
          <QuickEmojis chosen={ownReaction(message)} onChoose={(emoji) => (react(emoji), setOpen(false))} />
        )}
        {mayAnswer && can?.quotes !== false && (
          <Menu.Item leftSection={<IconArrowBackUp size={16} stroke={1.7} />} onClick={() => setTimeout(() => reply(message))}>
            {t('conversations.thread.reply')}
          </Menu.Item>
        )}
        {words && (
          <Menu.Item leftSection={<IconCopy size={16} stroke={1.7} />} onClick={copy}>
            {t('web.action.copy')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconInfoCircle size={16} stroke={1.7} />} onClick={() => details(message)}>
          {t('conversations.thread.details')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Six at hand; any other through the keyboard of the device, which has them all. */
function QuickEmojis({ chosen, onChoose }: { chosen: string | null; onChoose: (emoji: string) => void }) {
  const t = useT()
  const [isTyping, setTyping] = useState(false)
  if (isTyping) {
    return (
      <input
        className={s.emojiInput}
        autoFocus
        aria-label={t('conversations.thread.other_emoji')}
        placeholder={t('conversations.thread.other_emoji_hint')}
        onChange={(event) => {
          const emoji = firstEmoji(event.currentTarget.value)
          if (emoji) onChoose(emoji)
        }}
        onKeyDown={(event) => event.stopPropagation()}
      />
    )
  }
  return (
    <div className={s.quick} role="group" aria-label={t('conversations.thread.react')}>
      {quickEmojis.map((emoji) => (
        <button
          key={emoji}
          type="button"
          aria-pressed={chosen === emoji}
          aria-label={t('conversations.thread.react_with', { emoji })}
          onClick={() => onChoose(emoji)}
        >
          {emoji}
        </button>
      ))}
      <button type="button" aria-label={t('conversations.thread.other_emoji')} onClick={() => setTyping(true)}>
        <IconMoodPlus size={17} stroke={1.7} />
      </button>
    </div>
  )
}

/** The first emoji of what was typed, whole: skin tones and families are several code points. */
export function firstEmoji(typed: string): string | null {
  for (const { segment } of new Intl.Segmenter().segment(typed))
    if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(segment)) return segment
  return null
}
