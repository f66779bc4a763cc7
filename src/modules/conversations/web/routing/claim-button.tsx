import { ActionIcon, Tooltip } from '@mantine/core'
import { IconHandGrab } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { claimNext } from '#conversations/contract/routing-api.ts'
import { hear } from '#conversations/web/inbox/heard.ts'
import { useInboxAction } from '#conversations/web/inbox/inbox-actions.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

/** "Take the next one": whoever waits longest becomes mine and is opened. */
export function ClaimButton() {
  const t = useT()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { send, sending } = useSend(claimNext, {
    onDone: ({ conversation }) => {
      if (!conversation) return void toast({ text: t('conversations.claim.nobody'), name: 'conversation' })
      hear(queryClient, conversation)
      void navigate({ to: '/bandeja/{-$id}', params: { id: conversation.id } as never, search: ((last: object) => last) as never })
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'conversation' }),
  })
  const claim = () => {
    if (!sending) send({}).catch(() => {})
  }
  useInboxAction('claim', 't', claim)
  return (
    <Tooltip label={`${t('conversations.claim.title')} (T)`}>
      <ActionIcon aria-label={t('conversations.claim.title')} loading={sending} onClick={claim}>
        <IconHandGrab size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  )
}
