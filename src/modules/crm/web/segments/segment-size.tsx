import { useDebouncedValue } from '@mantine/hooks'
import { previewSegment } from '#crm/contract/segment-api.ts'
import type { SegmentCount } from '#crm/contract/segment.ts'
import type { Tree } from '#crm/web/segments/segment-draft.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { useApi } from '#web/query.ts'
import s from '#crm/web/segments/segments.module.css'

/** How many, in words that say whether it was counted or estimated. */
export function useSizeText(): (size: SegmentCount) => string {
  const t = useT()
  const format = useFormat()
  return ({ count, margin }) => {
    if (margin === 0) return t('crm.segment.size', { count, shown: format.number(count) })
    if (count === 0) return t('crm.segment.size_below', { shown: format.number(margin) })
    return t('crm.segment.size_about', { shown: format.number(count), margin: format.number(margin) })
  }
}

/** Counts what is written while it is being written. */
export function LiveSize({ tree, id }: { tree: Tree | null; id: string | undefined }) {
  const t = useT()
  const problemText = useProblemText()
  const sizeText = useSizeText()
  const [asked] = useDebouncedValue(tree, 250)
  const { data, error, isFetching } = useApi(
    previewSegment,
    { conditions: asked as Tree, id: id ?? null },
    { enabled: asked !== null, keepsPrevious: true, staleTime: 5_000 },
  )
  if (!tree) return <p className={s.size}>{t('crm.segment.no_conditions')}</p>
  if (error) return <p className={s.sizeProblem}>{problemText(error)}</p>
  return (
    <p className={s.size} aria-live="polite" aria-busy={isFetching || undefined} data-waiting={isFetching || tree !== asked || undefined}>
      {data ? <b>{sizeText(data)}</b> : t('crm.segment.counting')}
    </p>
  )
}
