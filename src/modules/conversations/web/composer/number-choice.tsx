import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import type { Conversation, SendingNumber } from '#conversations/contract/conversation.ts'
import { composerOf } from '#conversations/web/composer/composer-focus.ts'
import { useDrafts } from '#conversations/web/composer/drafts.ts'
import { blockAt } from '#conversations/web/composer/parts.ts'
import { chooseNumber } from '#conversations/web/composer/sending-number.ts'
import { WindowClock } from '#conversations/web/composer/window-clock.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import avatar from '#web/ui/avatar.module.css'
import { ChannelMark } from '#web/ui/avatar.tsx'
import { useNow } from '#web/ui/time.tsx'
import s from '#conversations/web/composer/number-choice.module.css'

type Props = { conversation: Conversation; number: SendingNumber; numbers: readonly SendingNumber[] }

/** Through which of our numbers the answer goes, each with what is left of its own window. With one number there is nothing to choose. */
export function NumberChoice({ conversation, number, numbers }: Props) {
  const t = useT()
  const drafts = useDrafts()
  const { id } = conversation
  const choose = (channelId: string) => {
    chooseNumber(conversation, channelId)
    // A quote belongs to the chat with one number.
    if (channelId !== number.channelId && drafts.of(id).replyTo) drafts.change(id, { replyTo: null })
    requestAnimationFrame(() => composerOf(id)?.focus())
  }
  if (numbers.length < 2) return <Standing number={number} />
  return (
    <span className={s.choice}>
      <Menu position="top-end" width={300} withinPortal>
        <Menu.Target>
          <button type="button" className={s.button} aria-label={t('conversations.numbers.through', { name: number.name })}>
            <span className={s.from}>{t('conversations.numbers.from')}</span> <b>{number.name}</b>
            <IconChevronDown size={13} stroke={1.9} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown aria-label={t('conversations.numbers.choose')}>
          {numbers.map((one) => (
            <Menu.Item
              key={one.channelId}
              className={s.option}
              leftSection={<ChannelMark kind={one.kind} className={`${avatar.badge} ${s.mark}`} />}
              rightSection={one.channelId === number.channelId && <IconCheck size={15} stroke={1.9} aria-hidden />}
              aria-current={one.channelId === number.channelId || undefined}
              onClick={() => choose(one.channelId)}
            >
              <span className={s.name}>
                {one.name}
                {one.channelId === conversation.channelId && <small>{t('conversations.numbers.last')}</small>}
              </span>
              <small className={`${s.about} num`}>
                {one.displayPhone} · <Standing number={one} />
              </small>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Standing number={number} />
    </span>
  )
}

/** What the customer's window at a number is, or why nothing goes through it. */
function Standing({ number }: { number: SendingNumber }) {
  const t = useT()
  const now = useNow()
  const block = blockAt(number, new Date(now))
  if (block === 'channel-stopped') return <span className={s.standing}>{t('conversations.numbers.stopped')}</span>
  if (number.capabilities.windowHours === null) return <span className={s.standing}>{t('conversations.numbers.no_window')}</span>
  if (block === 'never-wrote') return <span className={s.standing}>{t('conversations.numbers.never_wrote')}</span>
  return <WindowClock windowExpiresAt={number.windowExpiresAt} />
}
