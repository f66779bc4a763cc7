import { useT } from '#web/i18n/i18n.tsx'
import { Kbd } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import s from '#conversations/web/inbox/inbox.module.css'

/** The place of the thread while none is open. */
export function NothingOpen() {
  const t = useT()
  return (
    <section className={s.column} aria-label={t('conversations.thread.label_none')}>
      <EmptyState
        drawing="chat"
        title={t('conversations.thread.none')}
        hint={t.rich('conversations.thread.none_hint', { j: () => <Kbd keys="j" />, k: () => <Kbd keys="k" /> })}
      />
    </section>
  )
}
