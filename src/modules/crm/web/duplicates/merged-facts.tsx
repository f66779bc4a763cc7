import { Button } from '@mantine/core'
import { canMergeContacts } from '#crm/contract/permissions.ts'
import { listMerges } from '#crm/contract/duplicate-api.ts'
import type { ContactMerge } from '#crm/contract/duplicate.ts'
import { useUndoMerge } from '#crm/web/duplicates/undo-merge.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { confirm } from '#web/ui/dialog.ts'
import { FactGroup } from '#web/ui/record-page.tsx'
import { DateTime, useNow } from '#web/ui/time.tsx'
import s from '#crm/web/duplicates/duplicates.module.css'

/** Whom this contact was made one with, and the way back while there is one. */
export function MergedFacts({ contactId }: { contactId: string }) {
  const t = useT()
  const { data } = useApi(listMerges, { id: contactId })
  const standing = data?.items.filter(({ undoneAt }) => undoneAt === null) ?? []
  if (standing.length === 0) return null
  return (
    <FactGroup title={t('crm.merge.merged_title')}>
      <ul className={s.merges}>
        {standing.map((merge) => (
          <Merge key={merge.id} merge={merge} />
        ))}
      </ul>
    </FactGroup>
  )
}

function Merge({ merge }: { merge: ContactMerge }) {
  const t = useT()
  const may = useMay()
  const now = useNow()
  const { undo, sending } = useUndoMerge()
  const ask = async () => {
    const isSure = await confirm({
      title: t('crm.merge.undo_title', { name: merge.loserName }),
      text: t('crm.merge.undo_hint'),
      confirm: t('crm.merge.undo'),
    })
    if (isSure) undo(merge.id, merge.loserName)
  }
  return (
    <li className={s.merge}>
      <span>
        {merge.loserName}
        <small>
          <DateTime at={merge.mergedAt} show="day" />
          {merge.actorName && ` · ${merge.actorName}`}
        </small>
      </span>
      {may(canMergeContacts) && merge.undoUntil > now && (
        <Button variant="subtle" color="gray" size="compact-sm" loading={sending} onClick={() => void ask()}>
          {t('crm.merge.undo')}
        </Button>
      )}
    </li>
  )
}
