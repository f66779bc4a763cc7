import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { reactToMessage } from '#conversations/contract/api.ts'
import type { Message } from '#conversations/contract/message.ts'
import { hearMessage } from '#conversations/web/thread/thread-cache.ts'
import { useThread } from '#conversations/web/thread/thread-context.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/thread/reactions.module.css'

export const quickEmojis = ['👍', '❤️', '😂', '😮', '🙏', '✅'] as const

/** What this side put on a message: one for all of us, as the customer sees it. */
export const ownReaction = (message: Message): string | null => message.reactions.find(({ from }) => from === 'us')?.emoji ?? null

/** Puts an emoji on a message; the one that is there already is taken back. */
export function useReact(message: Message): (emoji: string) => void {
  const queryClient = useQueryClient()
  const { person } = useSession()
  const { send } = useSend(reactToMessage, {
    optimistic: (_queryClient, { emoji }) => apply(queryClient, message, emoji, person.name),
    onDone: (after) => hearMessage(queryClient, after),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return (emoji) => void send({ id: message.id, emoji: ownReaction(message) === emoji ? null : emoji }).catch(() => {})
}

function apply(queryClient: QueryClient, message: Message, emoji: string | null, authorName: string): () => void {
  const others = message.reactions.filter(({ from }) => from !== 'us')
  const own = emoji === null ? [] : [{ from: 'us' as const, emoji, authorName, at: new Date().toISOString() }]
  hearMessage(queryClient, { ...message, reactions: [...others, ...own] })
  return () => hearMessage(queryClient, message)
}

export function ReactionBadges({ message }: { message: Message }) {
  const t = useT()
  const { mayReply, contactName } = useThread()
  const react = useReact(message)
  return (
    <div className={s.reactions}>
      {message.reactions.map(({ from, emoji, authorName }) => {
        const isOurs = from === 'us'
        const label = t('conversations.thread.reaction_by', { emoji, name: isOurs ? authorName : contactName })
        return isOurs && mayReply ? (
          <button
            key={from}
            type="button"
            className={s.reaction}
            title={label}
            aria-label={t('conversations.thread.take_back', { emoji })}
            onClick={() => react(emoji)}
          >
            {emoji}
          </button>
        ) : (
          <span key={from} className={s.reaction} title={label} role="img" aria-label={label}>
            {emoji}
          </span>
        )
      })}
    </div>
  )
}
