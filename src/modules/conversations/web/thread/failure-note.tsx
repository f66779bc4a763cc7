import { Button } from '@mantine/core'
import { IconAlertTriangle, IconHelpCircle, IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { retryMessage } from '#conversations/contract/api.ts'
import type { Message } from '#conversations/contract/message.ts'
import { takeAnswer } from '#conversations/web/thread/thread-cache.ts'
import { useThread } from '#conversations/web/thread/thread-context.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { confirm } from '#web/ui/dialog.ts'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/thread/failure-note.module.css'

/** Why a message did not get there, what can be done about it, and the button that does it. */
export function FailureNote({ message }: { message: Message }) {
  const t = useT()
  const words = useFailureWords()
  const { mayReply } = useThread()
  const queryClient = useQueryClient()
  const { send, sending } = useSend(retryMessage, {
    onDone: (again) => takeAnswer(queryClient, again),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const { id, state, failure, retriedBy } = message
  // It waits for its turn, or for somebody to put the number in order: nothing to press, but something to know.
  if (state === 'queued' && failure) return <p className={s.retried}>{`${words(failure.reason).title}. ${words(failure.reason).advice}`}</p>
  if (state !== 'failed' && state !== 'unknown') return null
  if (retriedBy !== null) return <p className={s.retried}>{t('conversations.thread.retried')}</p>

  const isUnknown = state === 'unknown'
  const { title, advice } = words(isUnknown ? 'outcome-unknown' : (failure?.reason ?? 'provider-refused'))
  const again = async () => {
    const isSure =
      !isUnknown ||
      (await confirm({ title: t('conversations.thread.send_again_title'), text: advice, confirm: t('conversations.thread.send_again') }))
    if (isSure) await send({ id, evenIfUnconfirmed: isUnknown }).catch(() => {})
  }
  const Sign = isUnknown ? IconHelpCircle : IconAlertTriangle
  return (
    <div className={s.failure} data-tone={isUnknown ? 'warn' : 'bad'}>
      <Sign size={15} stroke={1.8} aria-hidden />
      <p>
        <b>{title}</b>. {advice}
        {failure?.code != null && <span className="num"> ({failure.code})</span>}
      </p>
      {mayReply && (isUnknown || failure?.canRetry) && (
        <Button variant="default" size="compact-xs" loading={sending} leftSection={<IconRefresh size={13} />} onClick={() => void again()}>
          {t(isUnknown ? 'conversations.thread.send_again' : 'web.action.retry')}
        </Button>
      )}
    </div>
  )
}

/** A reason of the provider in words; one that these words do not know reads like any refusal. */
export function useFailureWords(): (reason: string) => { title: string; advice: string } {
  const t = useT()
  return (reason) => {
    const known = t.has(`conversations.failures.${reason}.title`) ? reason : 'provider-refused'
    return { title: t(`conversations.failures.${known}.title`), advice: t(`conversations.failures.${known}.advice`) }
  }
}
