import type { AuditEntry } from '#kernel/audit/contract.ts'
import { actionWords, actorWords, fieldWords, onlyDifferences, useValueWords } from '#identity/web/operator/audit-words.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Facts } from '#web/ui/marks.tsx'
import { Sheet } from '#web/ui/panes.tsx'
import s from '#identity/web/operator/operator.module.css'

/** One entry of the trail: every field before and after. */
export function AuditSheet({ entry, onClose }: { entry: AuditEntry | null; onClose: () => void }) {
  const t = useT()
  return (
    <Sheet title={t('identity.audit.one')} isOpen={entry !== null} onClose={onClose} width={400}>
      {entry && <Detail entry={entry} />}
    </Sheet>
  )
}

function Detail({ entry }: { entry: AuditEntry }) {
  const t = useT()
  const format = useFormat()
  const [module = ''] = entry.action.split('.')
  return (
    <div className={s.detail}>
      <h2>
        {actionWords(t, entry.action)}: {entry.subject.name}
      </h2>
      <Facts
        rows={[
          { label: t('identity.audit.who'), value: actorWords(t, entry.actor) },
          { label: t('identity.audit.when'), value: format.full(entry.at) },
          { label: t('identity.audit.request'), value: <code className={s.code}>{entry.requestId}</code> },
          ...(entry.position === null ? [] : [{ label: t('identity.audit.position'), value: format.number(entry.position) }]),
        ]}
      />
      {entry.changes.length > 0 && (
        <dl className={s.changes}>
          {entry.changes.map((change) => (
            <Change key={change.field} field={fieldWords(t, module, change.field)} change={change} />
          ))}
        </dl>
      )}
    </div>
  )
}

function Change({ field, change }: { field: string; change: AuditEntry['changes'][number] }) {
  const t = useT()
  const valueWords = useValueWords()
  const [before, after] = onlyDifferences(change.before, change.after)
  return (
    <div className={s.change}>
      <dt>{field}</dt>
      <dd>
        {before !== null && before !== undefined && (
          <del>
            <span className="sr-only">{t('identity.audit.before')} </span>
            {valueWords(before)}
          </del>
        )}
        {after !== null && after !== undefined && (
          <ins>
            <span className="sr-only">{t('identity.audit.after')} </span>
            {valueWords(after)}
          </ins>
        )}
      </dd>
    </div>
  )
}
