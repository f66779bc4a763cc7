import { ActionIcon } from '@mantine/core'
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { type CSSProperties, useContext, useEffect, useRef, useState } from 'react'
import { PlayedContext } from '#platform/web/phone/played.ts'
import s from '#platform/web/phone/file-view.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'

type VoiceNoteProps = { messageId: string; address: string | undefined; isFailed: boolean; isPlayed: boolean; isOwn: boolean }

/** Something to listen to. The business learns when the customer heard its voice note. */
export function VoiceNote({ messageId, address, isFailed, isPlayed, isOwn }: VoiceNoteProps) {
  const t = useT()
  const format = useFormat()
  const onPlayed = useContext(PlayedContext)
  const sound = useRef<HTMLAudioElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState<number>()
  const [isBroken, setBroken] = useState(false)

  useEffect(() => {
    const element = sound.current
    return () => element?.pause()
  }, [])

  if (isFailed || isBroken) return <span className={s.failed}>{t('platform.phone.file_failed')}</span>
  const toggle = () => {
    const element = sound.current
    if (!element) return
    if (isPlaying) return element.pause()
    element.play().catch(() => setBroken(true))
    if (!isOwn && !isPlayed) onPlayed(messageId)
  }
  const share = length ? Math.min(1, at / length) : 0
  return (
    <span className={s.voice} data-new={(!isOwn && !isPlayed) || undefined}>
      <ActionIcon
        variant="filled"
        className={s.play}
        size={32}
        radius={99}
        disabled={!address}
        onClick={toggle}
        aria-label={t(isPlaying ? 'platform.phone.pause' : 'platform.phone.play')}
      >
        {isPlaying ? <IconPlayerPauseFilled size={14} /> : <IconPlayerPlayFilled size={14} />}
      </ActionIcon>
      <input
        type="range"
        className={s.position}
        min={0}
        max={1}
        step={0.01}
        value={share}
        style={{ '--share': share } as CSSProperties}
        disabled={!length}
        aria-label={t('platform.phone.position')}
        aria-valuetext={format.countdown(at)}
        onChange={({ currentTarget }) => {
          if (sound.current && length) sound.current.currentTime = Number(currentTarget.value) * length
        }}
      />
      <span className="num">{format.countdown(isPlaying || at > 0 ? at : (length ?? 0))}</span>
      {/* What the business recorded has no written version to offer here. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <audio
        ref={sound}
        src={address}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        onDurationChange={({ currentTarget }) => setLength(Number.isFinite(currentTarget.duration) ? currentTarget.duration : undefined)}
        onError={() => address && setBroken(true)}
      />
    </span>
  )
}
