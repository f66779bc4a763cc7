import type { DuplicateReason } from '#crm/contract/duplicate.ts'
import { useFields } from '#crm/web/contacts/definitions.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'

/** Why two may be one, in words, the most telling first. */
export function useReasonWords(): (likeness: { similarity: number; reasons: readonly DuplicateReason[] }) => string[] {
  const t = useT()
  const format = useFormat()
  const definitions = useFields()
  return ({ similarity, reasons }) => {
    const words = reasons.map(({ kind, field }) =>
      t(`crm.duplicates.reason.${kind}`, { label: definitions.find(({ key }) => key === field)?.label ?? field ?? '' }),
    )
    if (similarity >= 0.995) return [t('crm.duplicates.reason.same_name'), ...words]
    return similarity >= 0.6 ? [t('crm.duplicates.reason.like_name', { percent: format.percent(similarity) }), ...words] : words
  }
}
