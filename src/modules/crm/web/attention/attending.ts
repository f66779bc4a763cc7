import { useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { claimItem, claimNextItem, getOwnClaim } from '#crm/contract/attention-api.ts'
import type { AttentionItem } from '#crm/contract/attention.ts'
import { askAgain } from '#crm/web/attention/attention.live.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { keyOf, useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

export const nameOf = (item: Pick<AttentionItem, 'title' | 'contactName'>): string => item.title ?? item.contactName ?? ''

export const keyOfItem = ({ kind, subjectId }: Pick<AttentionItem, 'kind' | 'subjectId'>): string => `${kind}:${subjectId}`

/** Takes something into one's hands and opens it: a certain thing, or whatever is first. */
export function useAttend() {
  const t = useT()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const opened = ({ item }: { item: AttentionItem | null }): void => {
    askAgain(queryClient)
    if (!item) return void toast({ text: t('crm.attention.none_left'), name: 'attention' })
    queryClient.setQueryData(keyOf(getOwnClaim, {}), { item })
    void navigate({ to: item.href })
  }
  const refused = (_problem: unknown, text: string): void => {
    askAgain(queryClient)
    void toast({ text, tone: 'bad', name: 'attention' })
  }
  const first = useSend(claimNextItem, { onDone: opened, onProblem: refused })
  const one = useSend(claimItem, { onDone: opened, onProblem: refused })
  return {
    isBusy: first.sending || one.sending,
    next: (filter: { kinds?: string[]; brandId?: string } = {}) => {
      if (!first.sending) first.send(filter).catch(() => {})
    },
    attend: ({ kind, subjectId }: Pick<AttentionItem, 'kind' | 'subjectId'>) => {
      if (!one.sending) one.send({ kind, subjectId }).catch(() => {})
    },
  }
}
