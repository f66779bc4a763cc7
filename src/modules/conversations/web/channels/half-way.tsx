import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { listChannelNames, listChannels } from '#conversations/contract/channel-api.ts'
import { discardChannel } from '#conversations/contract/channel-health-api.ts'
import type { Channel } from '#conversations/contract/channel.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { confirm } from '#web/ui/dialog.ts'
import { Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/channels/channels.module.css'

/** A wizard that somebody left: it goes on where it was, or the number is forgotten. */
export function HalfWay({ channel }: { channel: Channel }) {
  const t = useT()
  const navigate = useNavigate()
  const { send, sending } = useSend(discardChannel, {
    invalidates: [listChannels, listChannelNames],
    onDone: () => void navigate({ to: '/ajustes/canales' }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const discard = async () => {
    const isSure = await confirm({
      title: t('conversations.channels.wizard.discard_title', { name: channel.name }),
      text: t('conversations.channels.wizard.discard_text'),
      confirm: t('conversations.channels.wizard.discard'),
      isDangerous: true,
    })
    if (isSure) await send({ id: channel.id }).catch(() => {})
  }
  return (
    <div className={s.notice}>
      <Notice
        tone="warn"
        action={
          <div className={s.actions}>
            <Button variant="default" size="compact-sm" loading={sending} onClick={() => void discard()}>
              {t('conversations.channels.wizard.discard')}
            </Button>
            <Button component={Link} size="compact-sm" to="/ajustes/canales/nuevo" search={{ numero: channel.id } as never}>
              {t('conversations.channels.wizard.continue')}
            </Button>
          </div>
        }
      >
        {t('conversations.channels.setting_up')}
      </Notice>
    </div>
  )
}
