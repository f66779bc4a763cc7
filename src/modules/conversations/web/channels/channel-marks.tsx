import { IconAlertTriangle, IconCheck, IconPlayerPause } from '@tabler/icons-react'
import type { Channel } from '#conversations/contract/channel.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Chip, StateDot, type Tone } from '#web/ui/marks.tsx'

/** Beside the name in lists: a wizard that waits, or the worst worry. */
export function ChannelMarks({ channel }: { channel: Pick<Channel, 'isSettingUp' | 'health' | 'state'> }) {
  const t = useT()
  // That it is stopped stands in a column of its own.
  const worry = channel.health.worries.find(({ what }) => what !== 'stopped')
  if (channel.isSettingUp) return <Chip tone="info">{t('conversations.channels.setting_up')}</Chip>
  return worry ? (
    <Chip tone={worry.tone} icon={<IconAlertTriangle size={12} stroke={2} aria-hidden />}>
      {t(`conversations.channels.worries.${worry.what}`)}
    </Chip>
  ) : null
}

export function ChannelState({ channel }: { channel: Pick<Channel, 'state'> }) {
  const t = useT()
  const isOk = channel.state === 'ok'
  return (
    <Chip
      tone={isOk ? 'ok' : 'bad'}
      icon={isOk ? <IconCheck size={12} stroke={2} aria-hidden /> : <IconPlayerPause size={12} stroke={2} aria-hidden />}
    >
      {t(`conversations.channels.states.${channel.state}`)}
    </Chip>
  )
}

const tones: Record<Channel['health']['quality'], Tone> = { green: 'ok', yellow: 'warn', red: 'bad', unknown: 'plain' }

/** How the provider judges what is sent from the number. */
export function Quality({ quality }: { quality: Channel['health']['quality'] }) {
  const t = useT()
  return <StateDot tone={tones[quality]}>{t(`conversations.channels.qualities.${quality}`)}</StateDot>
}
