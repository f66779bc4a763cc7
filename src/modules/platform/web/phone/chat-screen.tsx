import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { ApiProblem } from '#web/api.ts'
import type { OutputOf } from '#kernel/contract/declare.ts'
import type { listPhoneMessages } from '#platform/contract/api.ts'
import type { PhoneContent, PhoneMessage, SimulatedNumber } from '#platform/contract/phone.ts'
import type { Act } from '#platform/web/phone/bubble.tsx'
import { Composer } from '#platform/web/phone/composer.tsx'
import { type Chat, useLooking, usePlayed } from '#platform/web/phone/phone.queries.ts'
import { PlayedContext } from '#platform/web/phone/played.ts'
import { Thread } from '#platform/web/phone/thread.tsx'
import s from '#platform/web/phone/thread.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { confirm } from '#web/ui/dialog.ts'
import { Bone, EmptyState, ErrorState, Notice } from '#web/ui/states.tsx'

/** What the composer is about: an answer to a message, or other words for one of one's own. */
export type Aim = { kind: 'reply' | 'edit'; message: PhoneMessage }

type ChatScreenProps = {
  chat: Chat
  number: SimulatedNumber
  thread: { data: OutputOf<typeof listPhoneMessages> | undefined; error: ApiProblem | null; refetch: () => unknown }
  onWrite: (content: PhoneContent, replyTo?: string) => Promise<boolean>
  onClose: () => void
}

/** The chat between a customer and the business, from the customer's side. */
export function ChatScreen({ chat, number, thread, onWrite, onClose }: ChatScreenProps) {
  const t = useT()
  const problemText = useProblemText()
  const { data, error, refetch } = thread
  const [aim, setAim] = useState<Aim | undefined>()
  const act = useActs(onWrite, setAim)
  const played = usePlayed(chat)
  useLooking(chat, data?.unread ?? 0, data !== undefined)

  if (!data && error?.status === 404)
    return (
      <EmptyState
        drawing="search"
        title={t('web.error.missing')}
        hint={problemText(error)}
        actions={
          <Button variant="default" onClick={onClose}>
            {t('platform.phone.go_back')}
          </Button>
        }
      />
    )
  if (!data && error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />

  return (
    <PlayedContext value={played}>
      {error && (
        <div className={s.notice}>
          <Notice tone="warn">{problemText(error)}</Notice>
        </div>
      )}
      <Thread
        items={data.items}
        isBusinessTyping={data.isBusinessTyping}
        business={number.name}
        label={t('platform.phone.messages_with', { name: data.name, business: number.name })}
        act={act}
      />
      <Composer
        chatKey={`${chat.phoneNumberId}/${chat.waId}`}
        business={number.name}
        aim={aim}
        onAim={setAim}
        onWrite={onWrite}
        isFirst={data.items.length === 0}
      />
    </PlayedContext>
  )
}

function useActs(onWrite: ChatScreenProps['onWrite'], setAim: (aim: Aim) => void): Act {
  const t = useT()
  return useMemo(
    () => ({
      answer: (message, content) => void onWrite(content, message.id),
      reply: (message) => setAim({ kind: 'reply', message }),
      forward: ({ text }) => void (text && onWrite({ type: 'text', text, isForwarded: true })),
      edit: (message) => setAim({ kind: 'edit', message }),
      react: (message, emoji) => void onWrite({ type: 'reaction', messageId: message.id, ...(emoji && { emoji }) }),
      revoke: async (message) => {
        const isSure = await confirm({
          title: t('platform.phone.revoke_title'),
          text: t('platform.phone.revoke_text'),
          confirm: t('platform.phone.revoke_confirm'),
          isDangerous: true,
        })
        if (isSure) void onWrite({ type: 'revoke', messageId: message.id })
      },
    }),
    [onWrite, setAim, t],
  )
}

const Bones = () => (
  <div className={s.bones} aria-hidden>
    {[62, 48, 70, 34, 56].map((width, i) => (
      <div key={width} data-own={i % 2 === 1 || undefined}>
        <Bone width={`${width}%`} height={i === 2 ? 58 : 38} />
      </div>
    ))}
  </div>
)
