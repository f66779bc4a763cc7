import type { DocumentIssue } from '#sales/contract/proposal-document.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#sales/web/proposals/proposals.module.css'

/** What has to be put right before it can go out, by name. */
export function IssueList({ issues }: { issues: readonly DocumentIssue[] }) {
  const t = useT()
  return (
    <Notice tone="warn">
      {t('sales.editor.issues')}
      <ul className={s.issues}>
        {issues.map(({ kind, name }) => (
          <li key={`${kind}${name}`}>{t(`sales.issues.${kind}`, { name })}</li>
        ))}
      </ul>
    </Notice>
  )
}
