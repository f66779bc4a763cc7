import { useQueryClient } from '@tanstack/react-query'
import { changeContacts } from '#crm/contract/change-api.ts'
import { getContact, listContacts, listTimeline } from '#crm/contract/api.ts'
import type { Contact } from '#crm/contract/contact.ts'
import { change, changeItem } from '#web/cache.ts'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

/**
 * Puts tags on and takes them off at once, each as a change of its own: two people who tag the same contact do not get
 * in each other's way, and no version is needed.
 */
export function useTagging(contact: Pick<Contact, 'id' | 'tagIds'>): (tagIds: string[]) => void {
  const queryClient = useQueryClient()
  const { send } = useSend(changeContacts, {
    invalidates: [listTimeline],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
    onDone: () => void queryClient.invalidateQueries({ queryKey: [getContact.path, { id: contact.id }] }),
  })
  return (tagIds) => {
    const show = (ids: string[]) => {
      const undos = [
        change(queryClient, getContact, { id: contact.id }, (last) => ({ ...last, tagIds: ids })),
        changeItem(queryClient, listContacts, contact.id, { tagIds: ids }),
      ]
      return () => undos.forEach((undo) => undo())
    }
    const takeBack = show(tagIds)
    const added = tagIds.filter((id) => !contact.tagIds.includes(id)).map((tagId) => ({ kind: 'add-tag' as const, tagId }))
    const removed = contact.tagIds.filter((id) => !tagIds.includes(id)).map((tagId) => ({ kind: 'remove-tag' as const, tagId }))
    for (const asked of [...added, ...removed]) send({ ids: [contact.id], change: asked }).catch(takeBack)
  }
}
