/**
 * The microphone, one recording per conversation and one microphone at a time. What was said is kept while the page
 * lives, whatever happens to the microphone, the connection or the screen; only `discard` throws it away.
 */
export type Voice = {
  /** `stopped`: nothing more can be added (the microphone is gone), it can be heard, sent or thrown away. */
  phase: 'asking' | 'recording' | 'paused' | 'stopped' | 'sending' | 'failed'
  seconds: number
  /** Loudness from 0 to 1, ten a second, oldest first. */
  levels: readonly number[]
  /** Why there is no recording (`failed`), or why it ended by itself (`stopped`). Words: `conversations.voice.<why>`. */
  why: 'denied' | 'no_microphone' | 'busy' | 'unsupported' | 'too_short' | 'interrupted' | 'left' | 'longest' | null
  /** 0 to 1, while it travels. */
  progress: number
  /** In the person's words, when it could not be sent. */
  problem: string | null
  /** What was recorded so far, to listen to; while paused or stopped. */
  previewUrl: string | null
}

export type VoiceRecording = ReturnType<typeof makeRecording>

const levelEveryMs = 100
/** At this rate sixteen megabytes, the most that a voice note may weigh, last for over an hour. */
const bitsPerSecond = 32_000
const longestSeconds = 15 * 60
const shortestSeconds = 0.6

/** Ogg needs no further work; Safari records MP4 only. */
const containers = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']

const nothing: Voice = { phase: 'asking', seconds: 0, levels: [], why: null, progress: 0, problem: null, previewUrl: null }

type Microphone = { stream: MediaStream; context: AudioContext; recorder: MediaRecorder; meter: AnalyserNode }

export function makeRecording(onGone: () => void) {
  const listeners = new Set<() => void>()
  const chunks: Blob[] = []
  let voice: Voice = nothing
  let microphone: Microphone | null = null
  let timer: ReturnType<typeof setInterval> | undefined
  let isThrownAway = false
  /** Seconds of what was recorded before the last pause, and when it went on. Counting ticks would lag in a hidden tab. */
  let secondsBefore = 0
  let sinceMs = 0

  const set = (change: Partial<Voice>): void => {
    voice = { ...voice, ...change }
    listeners.forEach((listener) => listener())
  }

  async function begin(): Promise<void> {
    try {
      microphone = await openMicrophone()
    } catch (error) {
      return set({ phase: 'failed', why: reasonOf(error) })
    }
    // Thrown away while the browser was still asking for permission.
    if (isThrownAway) return release()
    const { recorder, stream, meter } = microphone
    const samples = new Uint8Array(meter.fftSize)
    recorder.ondataavailable = ({ data }) => data.size > 0 && chunks.push(data)
    recorder.onerror = () => void stop('interrupted')
    for (const track of stream.getTracks()) track.onended = () => void stop('interrupted')
    // Pieces of a second: what was said before a fault is already here.
    recorder.start(1_000)
    sinceMs = performance.now()
    set({ phase: 'recording' })
    timer = setInterval(() => {
      if (voice.phase !== 'recording') return
      meter.getByteTimeDomainData(samples)
      const seconds = secondsBefore + (performance.now() - sinceMs) / 1000
      set({ seconds, levels: [...voice.levels, loudnessOf(samples)] })
      if (seconds >= longestSeconds) void stop('longest')
    }, levelEveryMs)
  }

  /** All that was recorded up to now. */
  function flush(): Promise<void> {
    const recorder = microphone?.recorder
    if (!recorder || recorder.state === 'inactive') return Promise.resolve()
    return new Promise((resolve) => {
      recorder.addEventListener('dataavailable', () => resolve(), { once: true })
      recorder.requestData()
    })
  }

  function preview(): void {
    forget(voice.previewUrl)
    set({ previewUrl: chunks.length > 0 ? URL.createObjectURL(content()) : null })
  }

  const recordingState = (): RecordingState | undefined => microphone?.recorder.state
  const content = (): Blob => new Blob(chunks, { type: chunks[0]?.type ?? '' })

  async function pause(): Promise<void> {
    if (voice.phase !== 'recording') return
    microphone?.recorder.pause()
    set({ phase: 'paused' })
    await flush()
    // It may have been taken up again, or ended, meanwhile.
    if (recordingState() === 'paused') preview()
  }

  function resume(): void {
    if (voice.phase !== 'paused') return
    secondsBefore = voice.seconds
    sinceMs = performance.now()
    microphone?.recorder.resume()
    set({ phase: 'recording' })
  }

  /** Ends the recording and lets go of the microphone; what was said stays. */
  async function stop(why: Voice['why'] = null): Promise<void> {
    if (voice.phase === 'asking') return discard()
    if (voice.phase !== 'recording' && voice.phase !== 'paused') return
    const recorder = microphone?.recorder
    clearInterval(timer)
    set({ phase: 'stopped', why })
    if (recorder && recorder.state !== 'inactive') {
      const ended = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve(), { once: true }))
      recorder.stop()
      await ended
    }
    release()
    if (chunks.length === 0 || voice.seconds < shortestSeconds) return set({ phase: 'failed', why: 'too_short' })
    preview()
  }

  function release(): void {
    clearInterval(timer)
    for (const track of microphone?.stream.getTracks() ?? []) {
      track.onended = null
      track.stop()
    }
    void microphone?.context.close().catch(() => {})
    microphone = null
  }

  void begin()

  return {
    of: (): Voice => voice,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    pause,
    resume,
    stop,
    /** Hands over what was recorded. It stays here until `deliver` has succeeded; a failure says so and can be tried again. */
    async send(deliver: (recording: Blob, onProgress: (share: number) => void) => Promise<void>, words: (error: unknown) => string) {
      await stop()
      if (voice.phase !== 'stopped') return
      set({ phase: 'sending', progress: 0, problem: null, why: null })
      try {
        await deliver(content(), (progress) => set({ progress }))
        discard()
      } catch (error) {
        set({ phase: 'stopped', problem: words(error) })
      }
    },
    discard,
  }

  function discard(): void {
    isThrownAway = true
    const recorder = microphone?.recorder
    if (recorder && recorder.state !== 'inactive') recorder.stop()
    release()
    forget(voice.previewUrl)
    onGone()
  }
}

/** A moment later: a player may still be reading from it. */
const forget = (url: string | null): void => void (url && setTimeout(() => URL.revokeObjectURL(url), 5_000))

/** The microphone through a mixer of one channel, because voice notes are mono, and past a meter. */
async function openMicrophone(): Promise<Microphone> {
  const mimeType = typeof MediaRecorder === 'undefined' ? undefined : containers.find((one) => MediaRecorder.isTypeSupported(one))
  if (!mimeType || !navigator.mediaDevices) throw new DOMException('no recorder', 'NotSupportedError')
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  })
  const context = new AudioContext()
  const source = context.createMediaStreamSource(stream)
  const meter = new AnalyserNode(context, { fftSize: 1024 })
  const mono = new MediaStreamAudioDestinationNode(context, { channelCount: 1, channelCountMode: 'explicit' })
  source.connect(meter)
  source.connect(mono)
  await context.resume()
  const recorder = new MediaRecorder(mono.stream, { mimeType, audioBitsPerSecond: bitsPerSecond })
  return { stream, context, recorder, meter }
}

function reasonOf(error: unknown): NonNullable<Voice['why']> {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'no_microphone'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'unsupported'
}

/** From the samples of a moment, silence being 128: 0 to 1 as an ear would put it, not as the numbers do. */
export function loudnessOf(samples: Uint8Array): number {
  let sum = 0
  for (const sample of samples) sum += ((sample - 128) / 128) ** 2
  const volume = Math.sqrt(sum / Math.max(1, samples.length))
  return Math.min(1, Math.max(0, 1 + Math.log10(Math.max(volume, 1e-4)) / 2.4))
}

/** So many bars of a recording, each the loudest moment of its part. */
export function barsOfLevels(levels: readonly number[], count: number): number[] {
  if (levels.length === 0) return []
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * levels.length) / count)
    return Math.max(...levels.slice(from, Math.max(from + 1, Math.floor(((i + 1) * levels.length) / count))))
  })
}
