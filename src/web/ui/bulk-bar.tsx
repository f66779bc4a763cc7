import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import type { Selection } from '#web/ui/selection.tsx'
import s from '#web/ui/bulk-bar.module.css'

/** Floats from the bottom while rows are selected. */
export function BulkBar({ selection, children }: { selection: Selection; children: (ids: readonly string[]) => ReactNode }) {
  const t = useT()
  if (selection.ids.length === 0) return null
  return (
    <div className={s.bar} role="toolbar" aria-label={t('web.list.bulk')}>
      <span role="status">{t('web.list.selected', { count: selection.ids.length })}</span>
      {children(selection.ids)}
      <ActionIcon onClick={selection.clear} aria-label={t('web.list.clear_selection')}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  )
}
