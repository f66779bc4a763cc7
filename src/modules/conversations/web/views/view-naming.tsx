import { inboxViews } from '#conversations/contract/inbox-view-api.ts'
import type { InboxView } from '#conversations/contract/inbox-view.ts'
import { canAssign } from '#conversations/contract/permissions.ts'
import type { InboxSearch } from '#conversations/web/inbox/inbox-search.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'
import { NameDialog, type Named } from '#web/views/name-dialog.tsx'
import { useViewActions } from '#web/views/view-actions.ts'

/** The view that gets another name; null: what is on the screen becomes one. */
export type Naming = { view: InboxView | null }

export function useInboxViewActions(onGone: () => void) {
  const t = useT()
  return useViewActions({
    api: inboxViews,
    asks: (name) => ({ title: t('conversations.views.delete_title', { name }), confirm: t('web.action.delete') }),
    onGone,
  })
}

/** Gives what is on the screen a name, or a view another one. */
export function ViewNaming({ naming: { view }, search, onClose }: { naming: Naming; search: InboxSearch; onClose: () => void }) {
  const t = useT()
  const may = useMay()
  const actions = useInboxViewActions(() => {})
  const save = (named: Named) =>
    view ? actions.rename({ id: view.id, ...named }, { ifMatch: view.version }) : actions.create({ ...named, query: viewQuery(search) })
  return (
    <NameDialog
      view={view}
      words="conversations.views"
      example={t('conversations.views.name_hint')}
      mayShare={may(canAssign)}
      onSave={(named) => save(named).then(onClose)}
      onClose={onClose}
    />
  )
}

/** What a view keeps of the address: not the words that are looked for at the moment, nor the message that is being read. */
export function viewQuery({ buscar: _words, mensaje: _message, ...search }: InboxSearch): Record<string, string> {
  const entries = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(entries.toSorted(([a], [b]) => a.localeCompare(b)))
}
