import { createInboxView, deleteInboxView, listInboxViews, updateInboxView } from '#conversations/contract/inbox-view-api.ts'
import type { InboxView } from '#conversations/contract/inbox-view.ts'
import type { InboxSearch } from '#conversations/web/inbox/inbox-search.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { confirm } from '#web/ui/dialog.ts'
import { toast } from '#web/ui/toast.ts'

/** What a view keeps of the address: not the words that are looked for at the moment, nor the message that is being read. */
export function viewQuery({ buscar: _words, mensaje: _message, ...search }: InboxSearch): Record<string, string> {
  const entries = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(entries.toSorted(([a], [b]) => a.localeCompare(b)))
}

type Words = { name: string; isShared: boolean }

export function useViewActions(onGo: (search: InboxSearch) => void) {
  const t = useT()
  const options = {
    invalidates: [listInboxViews],
    onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' as const }),
  }
  const creating = useSend(createInboxView, options)
  const updating = useSend(updateInboxView, options)
  const deleting = useSend(deleteInboxView, options)
  return {
    save: (view: InboxView | null, words: Words, query: Record<string, string>): Promise<unknown> =>
      view ? updating.send({ id: view.id, ...words }, { ifMatch: view.version }) : creating.send({ ...words, query }),
    remove: async (view: InboxView) => {
      const title = t('conversations.views.delete_title', { name: view.name })
      if (!(await confirm({ title, confirm: t('web.action.delete'), isDangerous: true }))) return
      await deleting.send({ id: view.id }).then(
        () => onGo({}),
        () => {},
      )
    },
  }
}
