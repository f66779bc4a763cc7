import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconArrowUp, IconMicrophone, IconPlayerPauseFilled, IconPlayerPlayFilled, IconTrash } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { barsOfLevels, type Voice, type VoiceRecording } from '#conversations/web/composer/voice-recording.ts'
import { useVoice } from '#conversations/web/composer/voice-store.ts'
import { barCount, drawWave } from '#conversations/web/thread/content/waveform.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import s from '#conversations/web/composer/voice.module.css'

type Props = { recording: VoiceRecording; maySend: boolean; onSend: () => void; onAgain: () => void }

/** What is being said: how loud and how long, and what can be done with it. */
export function VoiceBar({ recording, maySend, onSend, onAgain }: Props) {
  const t = useT()
  const format = useFormat()
  const voice = useVoice(recording)
  const { phase, why, problem, seconds } = voice
  const player = usePreview(voice)
  if (phase === 'failed') return <Failed why={why ?? 'unsupported'} onAgain={onAgain} onClose={recording.discard} />

  const isLive = phase === 'recording'
  const isBusy = phase === 'asking' || phase === 'sending'
  return (
    <div className={s.voice} role="group" aria-label={t('conversations.voice.label')}>
      <div className={s.line}>
        <Act label={t('conversations.voice.discard')} isDisabled={phase === 'sending'} onClick={recording.discard}>
          <IconTrash size={17} stroke={1.7} />
        </Act>
        {(phase === 'paused' || phase === 'stopped') && voice.previewUrl && (
          <Act label={t(player.isPlaying ? 'conversations.voice.stop_listening' : 'conversations.voice.listen')} onClick={player.toggle}>
            {player.isPlaying ? <IconPlayerPauseFilled size={15} /> : <IconPlayerPlayFilled size={15} />}
          </Act>
        )}
        <span className={s.dot} data-live={isLive || undefined} aria-hidden />
        <span className={`${s.time} num`} role="timer" aria-label={t('conversations.voice.length')}>
          {format.countdown(player.isPlaying ? player.seconds : seconds)}
        </span>
        <Levels voice={voice} share={player.isPlaying && seconds > 0 ? player.seconds / seconds : 0} />
        <span className="sr-only" role="status">
          {t(`conversations.voice.phases.${phase}`)}
        </span>
        {isLive && (
          <Act label={t('conversations.voice.pause')} onClick={() => void recording.pause()} isFirst>
            <IconPlayerPauseFilled size={15} />
          </Act>
        )}
        {phase === 'paused' && (
          <Act label={t('conversations.voice.resume')} onClick={recording.resume} isFirst>
            <IconMicrophone size={17} stroke={1.7} />
          </Act>
        )}
        <Tooltip label={t('conversations.voice.send')}>
          <ActionIcon
            variant="filled"
            color="brand"
            size={30}
            radius={8}
            loading={isBusy}
            disabled={!maySend}
            aria-label={t('conversations.voice.send')}
            onClick={onSend}
          >
            <IconArrowUp size={17} stroke={2} />
          </ActionIcon>
        </Tooltip>
      </div>
      {phase === 'asking' && <p className={s.hint}>{t('conversations.voice.asking')}</p>}
      {phase === 'sending' && (
        <p className={`${s.hint} num`}>
          {t('conversations.composer.uploading', { share: format.percent(Math.round(voice.progress * 100) / 100) })}
        </p>
      )}
      {phase === 'stopped' && (problem || why) && (
        <p className={s.hint} role="alert" data-tone={problem ? 'bad' : undefined}>
          {problem ? t('conversations.voice.not_sent', { problem }) : t(`conversations.voice.why.${why ?? 'left'}`)}
        </p>
      )}
    </div>
  )
}

type ActProps = { label: string; onClick: () => void; isDisabled?: boolean; isFirst?: boolean; children: React.ReactNode }

function Act({ label, onClick, isDisabled = false, isFirst = false, children }: ActProps) {
  const button = useRef<HTMLButtonElement>(null)
  // Whoever began with the keyboard goes on with it: the next key pauses, and the one after goes on.
  useEffect(() => {
    if (isFirst) button.current?.focus()
  }, [isFirst])
  return (
    <Tooltip label={label}>
      <ActionIcon ref={button} size={30} aria-label={label} disabled={isDisabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

/** Why there is nothing to send, and what can be done about it. */
function Failed({ why, onAgain, onClose }: { why: NonNullable<Voice['why']>; onAgain: () => void; onClose: () => void }) {
  const t = useT()
  return (
    <div className={s.failed} role="alert">
      <IconAlertTriangle size={17} stroke={1.8} aria-hidden />
      <p>{t(`conversations.voice.why.${why}`)}</p>
      {why !== 'unsupported' && (
        <Button variant="default" size="compact-xs" onClick={onAgain}>
          {t('web.action.retry')}
        </Button>
      )}
      <Button variant="subtle" color="gray" size="compact-xs" onClick={onClose}>
        {t('web.action.close')}
      </Button>
    </div>
  )
}

/** The last moments while it is recorded, all of it afterwards. */
function Levels({ voice, share }: { voice: Voice; share: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { phase, levels } = voice
  useEffect(() => {
    if (!canvas.current) return
    const isLive = phase === 'recording' || phase === 'asking'
    const last = levels.slice(-barCount)
    drawWave(
      canvas.current,
      isLive ? [...Array.from({ length: barCount - last.length }, () => 0), ...last] : barsOfLevels(levels, barCount),
      isLive ? 1 : share,
    )
  }, [phase, levels, share])
  return <canvas ref={canvas} className={s.levels} aria-hidden />
}

/** What was recorded so far, played from the memory of the page. */
function usePreview({ previewUrl, phase }: Voice) {
  const audio = useRef<HTMLAudioElement | null>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [seconds, setSeconds] = useState(0)
  const mayPlay = phase === 'paused' || phase === 'stopped'

  useEffect(() => {
    if (!previewUrl || !mayPlay) return
    const sound = new Audio(previewUrl)
    sound.onplay = () => setPlaying(true)
    sound.onpause = sound.onended = () => setPlaying(false)
    sound.ontimeupdate = () => setSeconds(sound.currentTime)
    audio.current = sound
    return () => {
      sound.pause()
      audio.current = null
      setPlaying(false)
    }
  }, [previewUrl, mayPlay])

  const toggle = useCallback(() => {
    const sound = audio.current
    if (!sound) return
    if (sound.paused) void sound.play().catch(() => setPlaying(false))
    else sound.pause()
  }, [])
  return { isPlaying, seconds, toggle }
}
