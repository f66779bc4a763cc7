import { countContacts, getContact, listContacts, listTimeline } from '#crm/contract/api.ts'
import { countDuplicates, listDuplicates, listMerges, undoMerge } from '#crm/contract/duplicate-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

/** Makes two of one again, and says so. */
export function useUndoMerge() {
  const t = useT()
  const { send, sending } = useSend(undoMerge, {
    invalidates: [getContact, listContacts, countContacts, listTimeline, listMerges, listDuplicates, countDuplicates],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const undo = (id: string, name: string): void => {
    send({ id }).then(
      () => void toast({ text: t('crm.merge.undone', { name }) }),
      () => {},
    )
  }
  return { undo, sending }
}
