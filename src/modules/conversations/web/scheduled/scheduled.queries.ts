import {
  cancelScheduled,
  listScheduled,
  rescheduleMessage,
  scheduleMessage,
  sendScheduledNow,
} from '#conversations/contract/scheduled-message-api.ts'
import type { ScheduledMessage } from '#conversations/contract/scheduled-message.ts'
import type { OwnDraft } from '#conversations/web/composer/drafts.ts'
import { partsOf } from '#conversations/web/composer/parts.ts'
import { newMessageId } from '#conversations/web/thread/message-id.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

export const useScheduled = (conversationId: string): ScheduledMessage[] => useApi(listScheduled, { id: conversationId }).data?.items ?? []

const refresh = {
  invalidates: [listScheduled],
  onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad', name: 'scheduled' }),
}

/** Every part of a draft leaves at the same moment, in its order. Resolves to whether all of it was taken. */
export function useSchedule(conversationId: string): (draft: OwnDraft, sendAt: string, cancelsOnReply: boolean) => Promise<boolean> {
  const { send } = useSend(scheduleMessage, refresh)
  return async (draft, sendAt, cancelsOnReply) => {
    for (const [i, { text, file }] of partsOf(draft).entries()) {
      const content = file
        ? { kind: 'media' as const, fileId: file.fileId, caption: text || null, isVoice: false }
        : { kind: 'text' as const, text }
      const replyToId = i === 0 ? (draft.replyTo?.id ?? null) : null
      const input = { id: conversationId, scheduledId: newMessageId(), content, replyToId, sendAt, cancelsOnReply }
      const isTaken = await send(input).then(
        () => true,
        () => false,
      )
      if (!isTaken) return false
    }
    return true
  }
}

export function useScheduledActions() {
  const t = useT()
  const done = (word: string) => ({
    ...refresh,
    onDone: () => void toast({ text: t(`conversations.scheduled.${word}`), name: 'scheduled' }),
  })
  const cancel = useSend(cancelScheduled, done('cancelled'))
  const leave = useSend(sendScheduledNow, refresh)
  const move = useSend(rescheduleMessage, done('moved'))
  return {
    cancel: (one: ScheduledMessage) => void cancel.send({ id: one.id }),
    sendNow: (one: ScheduledMessage) => void leave.send({ id: one.id }),
    move: (one: ScheduledMessage, sendAt: string) => void move.send({ id: one.id, sendAt }, { ifMatch: one.version }),
  }
}
