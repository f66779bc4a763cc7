import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowForwardUp, IconChevronDown, IconCornerUpLeft, IconPencil, IconTrash } from '@tabler/icons-react'
import type { PhoneMessage } from '#platform/contract/phone.ts'
import type { Act } from '#platform/web/phone/bubble.tsx'
import s from '#platform/web/phone/bubble.module.css'
import { useT } from '#web/i18n/i18n.tsx'

const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏']

/** What can be done with a message: react, answer, and change or take back one's own. */
export function MessageMenu({ message, act }: { message: PhoneMessage; act: Act }) {
  const t = useT()
  const isOwn = message.direction === 'in'
  return (
    <Menu position={isOwn ? 'bottom-end' : 'bottom-start'} width={228}>
      <Menu.Target>
        <ActionIcon className={s.menu} size={24} aria-label={t('platform.phone.actions')}>
          <IconChevronDown size={15} stroke={2} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={s.emojis} role="group" aria-label={t('platform.phone.react')}>
          {emojis.map((emoji) => {
            const isChosen = message.reactions.customer === emoji
            return (
              <Menu.Item
                key={emoji}
                className={s.emoji}
                data-on={isChosen || undefined}
                aria-label={t(isChosen ? 'platform.phone.take_reaction_back' : 'platform.phone.react_with', { emoji })}
                onClick={() => act.react(message, isChosen ? undefined : emoji)}
              >
                {emoji}
              </Menu.Item>
            )
          })}
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconCornerUpLeft size={16} stroke={1.7} />} onClick={() => act.reply(message)}>
          {t('platform.phone.reply')}
        </Menu.Item>
        {message.text && (
          <Menu.Item leftSection={<IconArrowForwardUp size={16} stroke={1.7} />} onClick={() => act.forward(message)}>
            {t('platform.phone.forward')}
          </Menu.Item>
        )}
        {isOwn && message.type === 'text' && (
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.7} />} onClick={() => act.edit(message)}>
            {t('platform.phone.edit')}
          </Menu.Item>
        )}
        {isOwn && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.7} />} onClick={() => void act.revoke(message)}>
            {t('platform.phone.revoke')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
