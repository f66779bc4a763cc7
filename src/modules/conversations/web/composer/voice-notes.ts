import { useEffect } from 'react'
import type { Message } from '#conversations/contract/message.ts'
import { useDrafts } from '#conversations/web/composer/drafts.ts'
import { useOutbox } from '#conversations/web/composer/outbox.ts'
import { upload } from '#conversations/web/composer/upload.ts'
import { leaveRecording, record, useRecording } from '#conversations/web/composer/voice-store.ts'
import { newMessageId } from '#conversations/web/thread/message-id.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { ApiProblem } from '#web/api.ts'
import { bring } from '#web/late-code.ts'

/** The recording of a conversation and its way into the outbox. `seenLast`: the last message that the speaker had on screen. */
export function useVoiceNotes(
  conversationId: string,
  channelId: string | undefined,
  replyTo: Message['replyTo'],
  seenLast: () => string | null,
) {
  const t = useT()
  const text = useProblemText()
  const drafts = useDrafts()
  const outbox = useOutbox()
  const recording = useRecording(conversationId)
  useEffect(() => () => leaveRecording(conversationId), [conversationId])

  const send = async (): Promise<void> => {
    const expectedLastMessageId = seenLast()
    await recording?.send(
      async (sound, onProgress) => {
        // What knows containers of sound is heavy, and few conversations need it.
        const brought = await bring(() => import('#conversations/web/composer/voice-file.ts'))
        if ('error' in brought) throw new ApiProblem({ code: 'web.late_code', status: 0, title: t(`web.part.${brought.hindrance}`) })
        const file = await upload(await brought.code.voiceFile(sound), onProgress, new AbortController().signal, true)
        outbox.add({
          id: newMessageId(),
          conversationId,
          channelId,
          text: '',
          isNote: false,
          file,
          replyTo,
          cannedReplyId: null,
          expectedLastMessageId,
        })
        if (replyTo) drafts.change(conversationId, { replyTo: null })
      },
      (error) => (error instanceof ApiProblem ? text(error) : t('conversations.voice.unreadable')),
    )
  }
  return {
    recording,
    begin: () => record(conversationId),
    send: () => void send(),
    again: () => {
      recording?.discard()
      record(conversationId)
    },
  }
}
