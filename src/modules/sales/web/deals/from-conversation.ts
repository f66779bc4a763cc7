import { createDeal, listDeals } from '#sales/contract/deal-api.ts'
import { ApiProblem, call } from '#web/api.ts'
import { loadMessages } from '#web/i18n/messages.ts'
import { newKey } from '#web/keys.ts'
import type { ConversationAction } from '#web/module.ts'
import { toast } from '#web/ui/toast.ts'

const busy = new Set<string>()

/** One key in a conversation: a deal with whoever writes, in the first stage of the first pipeline. */
export const dealFromConversation: ConversationAction = async ({ conversation, go, queryClient, t }) => {
  // A second press before the answer is the same wish.
  if (busy.has(conversation.id)) return
  busy.add(conversation.id)
  try {
    const [deal] = await Promise.all([
      call(createDeal, { conversationId: conversation.id }, { idempotencyKey: newKey() }),
      // The inbox stands before the words of other modules are there.
      loadMessages(),
    ])
    void queryClient.invalidateQueries({ queryKey: [listDeals.path] })
    void toast({
      text: t('sales.deal.created_from', { name: conversation.contactName }),
      name: 'deal',
      action: { label: t('sales.deal.open'), run: () => go(`/embudos/${deal.pipelineId}?oportunidad=${deal.id}`) },
    })
  } catch (error) {
    await loadMessages()
    void toast({ text: error instanceof ApiProblem && error.title ? error.title : t('sales.deal.not_created'), tone: 'bad', name: 'deal' })
  } finally {
    busy.delete(conversation.id)
  }
}
