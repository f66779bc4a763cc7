import type { ConversationCard } from '#conversations/contract/conversation.ts'
import { stopAsking, useAskedTransfer } from '#conversations/web/routing/transfer-state.ts'
import { lateDialog } from '#web/late-part.tsx'

const TransferDialog = lateDialog(() => import('#conversations/web/routing/transfer-dialog.tsx').then((file) => file.TransferDialog))

/** Where the dialog of a transfer stands when somebody asks for it. */
export function TransferDialogs({
  conversation,
}: {
  conversation: Pick<ConversationCard, 'id' | 'contactName' | 'assigneeId' | 'teamId'>
}) {
  const asked = useAskedTransfer()
  if (asked?.conversationId !== conversation.id) return null
  return <TransferDialog conversation={conversation} to={asked.to} onClose={stopAsking} />
}
