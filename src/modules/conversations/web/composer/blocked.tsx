import { Button } from '@mantine/core'
import { IconClockOff, IconEye, IconPlugConnectedX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Conversation, SendingNumber } from '#conversations/contract/conversation.ts'
import { canManageChannels } from '#conversations/contract/permissions.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'
import s from '#conversations/web/composer/blocked.module.css'
import composer from '#conversations/web/composer/composer.module.css'

type Props = {
  block: NonNullable<Conversation['block']>
  conversation: Conversation
  number?: SendingNumber | undefined
  hasDraft: boolean
}

/** In the place of the text field: why nothing can be sent, since when, and the way out there is. */
export function Blocked({ block, conversation, number, hasDraft }: Props) {
  const { channelId, windowExpiresAt } = number ?? conversation
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const Sign = block === 'channel-stopped' ? IconPlugConnectedX : IconClockOff
  return (
    <div className={s.blocked} role="status">
      <Sign size={18} stroke={1.7} aria-hidden />
      <div>
        <p>{t(`conversations.blocks.${block}`)}</p>
        {block === 'window-closed' && windowExpiresAt && (
          <small>
            {t('conversations.window.closed_at', {
              at: `${format.day(windowExpiresAt)} ${format.hour(windowExpiresAt)}`,
            })}
          </small>
        )}
        {hasDraft && <small>{t('conversations.composer.draft_kept')}</small>}
      </div>
      {block === 'channel-stopped' && may(canManageChannels) && (
        <Button component={Link} to={`/ajustes/canales/${channelId}`} variant="default" size="xs">
          {t('conversations.composer.see_channel')}
        </Button>
      )}
    </div>
  )
}

export function ReadOnly() {
  const t = useT()
  return (
    <div className={composer.composer}>
      <p className={s.readOnly}>
        <IconEye size={16} stroke={1.7} aria-hidden />
        {t('conversations.blocks.cannot-reply')}
      </p>
    </div>
  )
}
