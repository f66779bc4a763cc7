import { useCallback, useSyncExternalStore } from 'react'
import { makeRecording, type Voice, type VoiceRecording } from '#conversations/web/composer/voice-recording.ts'

/** Recordings by conversation. They outlive the screen, so that looking at another conversation loses nothing. */
const recordings = new Map<string, VoiceRecording>()
const listeners = new Set<() => void>()

const tell = (): void => {
  // The browser asks before it throws away what was said.
  window.onbeforeunload = recordings.size > 0 ? (event) => event.preventDefault() : null
  listeners.forEach((listener) => listener())
}

/** Begins one, unless there is one already. Whatever is being recorded elsewhere ends there and is kept. */
export function record(conversationId: string): void {
  for (const other of recordings.values()) void other.stop('left')
  if (recordings.has(conversationId)) return
  const recording = makeRecording(() => {
    recordings.delete(conversationId)
    tell()
  })
  recordings.set(conversationId, recording)
  tell()
}

/** The screen of a conversation is left: nobody is recorded who does not see that they are. */
export const leaveRecording = (conversationId: string): void => void recordings.get(conversationId)?.stop('left')

const subscribeAll = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useRecording = (conversationId: string): VoiceRecording | null =>
  useSyncExternalStore(
    subscribeAll,
    useCallback(() => recordings.get(conversationId) ?? null, [conversationId]),
  )

export const useVoice = (recording: VoiceRecording): Voice => useSyncExternalStore(recording.subscribe, recording.of)
