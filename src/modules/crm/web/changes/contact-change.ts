import { changeContacts, listChanges, undoChange } from '#crm/contract/change-api.ts'
import type { ContactChange } from '#crm/contract/change.ts'
import { countContacts, getContact, listContacts } from '#crm/contract/api.ts'
import { useFields, useTags } from '#crm/web/contacts/definitions.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

const touched = { invalidates: [listContacts, countContacts, getContact, listChanges] }

/** What a change did, in words. */
export function useChangeText(): (change: ContactChange, count: number, tagName?: string) => string {
  const t = useT()
  const { byId } = useTags()
  const definitions = useFields()
  return (change, count, tagName) =>
    t(`crm.bulk.${change.kind.replace('-', '_')}`, {
      count,
      tag: tagName ?? ('tagId' in change ? (byId.get(change.tagId)?.name ?? '') : ''),
      name: nameIn(change),
    })

  function nameIn(change: ContactChange): string {
    if ('relation' in change) return t(`crm.relation.${change.relation}`).toLocaleLowerCase()
    return 'key' in change ? (definitions.find(({ key }) => key === change.key)?.label ?? change.key) : ''
  }
}

/** Takes a change back and says for how many. */
export function useUndo(): { undo: (id: string) => void; sending: boolean } {
  const t = useT()
  const { send, sending } = useSend(undoChange, { ...touched, onProblem: (_problem, text) => void toast({ text, tone: 'bad' }) })
  const undo = async (id: string): Promise<void> => {
    const { restored, kept } = await send({ id })
    void toast({ text: t(kept > 0 ? 'crm.bulk.undone_kept' : 'crm.bulk.undone', { count: restored, kept }) })
  }
  return { undo: (id) => void undo(id).catch(() => {}), sending }
}

/** Changes many contacts and offers to take it back for exactly those that changed. */
export function useContactChange(onDone?: () => void) {
  const t = useT()
  const text = useChangeText()
  const { undo } = useUndo()
  const { send, sending } = useSend(changeContacts, {
    ...touched,
    onProblem: (_problem, words) => void toast({ text: words, tone: 'bad' }),
  })
  const change = async (ids: readonly string[], asked: ContactChange, tag?: string): Promise<boolean> => {
    const { changedIds, id } = await send({ ids: [...ids], change: asked })
    onDone?.()
    if (id === null) void toast({ text: t('crm.bulk.nothing') })
    else void toast({ text: text(asked, changedIds.length, tag), undo: () => undo(id) })
    return true
  }
  return {
    /** `tag` is its name: one that was made a moment ago is in no list yet. Tells whether it was done; what failed is said. */
    change: (ids: readonly string[], asked: ContactChange, tag?: string): Promise<boolean> => change(ids, asked, tag).catch(() => false),
    sending,
  }
}
