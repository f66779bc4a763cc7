import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { drawWave, peaksOf } from '#conversations/web/thread/content/waveform.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/thread/content/media.module.css'

type Props = { url: string; sizeBytes: number | null; isVoice: boolean; label: string }

const speeds = [1, 1.5, 2]
/** Whoever listens faster does so for all of them. */
const speedMemory = 'yapa.listening-speed'
const rememberedSpeed = (): number => speeds.find((speed) => String(speed) === localStorage.getItem(speedMemory)) ?? 1

/** Seconds that a key moves: the native step of a slider would be a tenth. */
const steps: Record<string, number> = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10 }

/** Only one speaks at a time. */
let speaking: HTMLAudioElement | null = null

/** A voice note or an attached audio: play, the wave as its own slider, the time, the speed. */
export function AudioPlayer({ url, sizeBytes, isVoice, label }: Props) {
  const t = useT()
  const format = useFormat()
  const audio = useRef<HTMLAudioElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [seconds, setSeconds] = useState(0)
  const [length, setLength] = useState(0)
  const [speed, setSpeed] = useState(rememberedSpeed)
  const peaks = usePeaks(url, sizeBytes)
  const share = length > 0 ? seconds / length : 0

  const draw = useCallback(() => {
    if (canvas.current) drawWave(canvas.current, peaks?.bars ?? null, share)
  }, [peaks, share])
  useEffect(draw, [draw])
  useEffect(() => {
    // Colours on a canvas do not follow the scheme by themselves.
    const scheme = new MutationObserver(draw)
    scheme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme', 'style'] })
    return () => scheme.disconnect()
  }, [draw])

  const toggle = () => {
    const player = audio.current
    if (!player) return
    if (!player.paused) return player.pause()
    if (speaking && speaking !== player) speaking.pause()
    speaking = player
    player.playbackRate = speed
    player.play().catch(() => void toast({ text: t('conversations.thread.cannot_play'), tone: 'bad', name: 'audio' }))
  }
  const total = length || (peaks?.seconds ?? 0)
  const seek = (to: number) => {
    const at = Math.min(Math.max(0, to), total)
    if (audio.current) audio.current.currentTime = at
    setSeconds(at)
  }
  const shown = isPlaying || seconds > 0 ? seconds : total
  return (
    <div className={s.audio} role="group" aria-label={label}>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <audio
        ref={audio}
        src={url}
        preload={isVoice ? 'metadata' : 'none'}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setSeconds(0)}
        onTimeUpdate={(event) => setSeconds(event.currentTarget.currentTime)}
        // Recordings without a length in their header say "infinite" until they were decoded.
        onLoadedMetadata={(event) => setLength(finite(event.currentTarget.duration))}
        onDurationChange={(event) => setLength(finite(event.currentTarget.duration))}
      />
      <button
        type="button"
        className={s.play}
        onClick={toggle}
        aria-label={t(isPlaying ? 'conversations.thread.pause' : 'conversations.thread.play')}
      >
        {isPlaying ? <IconPlayerPauseFilled size={15} /> : <IconPlayerPlayFilled size={15} />}
      </button>
      <span className={s.wave}>
        <canvas ref={canvas} aria-hidden />
        <input
          type="range"
          min={0}
          max={Math.max(1, total)}
          step={0.1}
          value={seconds}
          aria-label={t('conversations.thread.position')}
          aria-valuetext={t('conversations.thread.position_of', { at: format.countdown(seconds), of: format.countdown(total) })}
          onChange={(event) => seek(Number(event.currentTarget.value))}
          onKeyDown={(event) => {
            const step = steps[event.key]
            if (step === undefined && event.key !== ' ') return
            event.preventDefault()
            if (step === undefined) toggle()
            else seek(seconds + step)
          }}
        />
      </span>
      {total > 0 && (
        <button
          type="button"
          className={`${s.speed} num`}
          aria-label={t('conversations.thread.speed', { speed: format.number(speed) })}
          onClick={() => {
            const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1
            if (audio.current) audio.current.playbackRate = next
            localStorage.setItem(speedMemory, String(next))
            setSpeed(next)
          }}
        >
          {format.number(speed)}×
        </button>
      )}
      <span className={`${s.length} num`}>{format.countdown(shown)}</span>
    </div>
  )
}

const finite = (seconds: number): number => (Number.isFinite(seconds) ? seconds : 0)

function usePeaks(url: string, sizeBytes: number | null) {
  const [peaks, setPeaks] = useState<{ bars: readonly number[]; seconds: number } | null>(null)
  useEffect(() => {
    let isCurrent = true
    void peaksOf(url, sizeBytes).then((found) => isCurrent && setPeaks(found))
    return () => {
      isCurrent = false
    }
  }, [url, sizeBytes])
  return peaks
}
