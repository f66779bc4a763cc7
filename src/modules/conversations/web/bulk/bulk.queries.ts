import { useQueryClient } from '@tanstack/react-query'
import type { InputOf } from '#kernel/contract/declare.ts'
import { countInbox, listConversations } from '#conversations/contract/api.ts'
import { changeMany } from '#conversations/contract/bulk-api.ts'
import type { Picked } from '#conversations/web/bulk/picked.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

/** Does it, says how many it reached, and leaves chosen those that it did not, with the reason of the first. */
export function useBulk(picked: Picked): (action: InputOf<typeof changeMany>['action']) => void {
  const t = useT()
  const queryClient = useQueryClient()
  const { send } = useSend(changeMany, {
    onDone: ({ changed, refused }) => {
      for (const { path } of [listConversations, countInbox]) void queryClient.invalidateQueries({ queryKey: [path] })
      const [first] = refused
      if (first) {
        picked.keep(refused.map(({ id }) => id))
        const counted = t('conversations.bulk.some_refused', { done: changed.length, count: refused.length })
        void toast({ text: `${counted} ${first.title}`, tone: 'bad', name: 'bulk' })
      } else {
        picked.stop()
        void toast({ text: t('conversations.bulk.done', { count: changed.length }), name: 'bulk' })
      }
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'bulk' }),
  })
  return (action) => {
    const ids = picked.ids()
    if (ids && ids.size > 0) void send({ ids: [...ids], action })
  }
}
