import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { useIsPhone, useIsWide } from '#web/ui/screen.ts'
import s from '#web/ui/panes.module.css'

type SheetProps = { title: ReactNode; isOpen: boolean; onClose: () => void; children: ReactNode; width?: number }

/** Something beside the page: from the right on large screens, from below on the phone. */
export function Sheet({ title, isOpen, onClose, children, width = 360 }: SheetProps) {
  const t = useT()
  const isPhone = useIsPhone()
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={title}
      position={isPhone ? 'bottom' : 'right'}
      size={isPhone ? 'auto' : width}
      radius={isPhone ? '14px 14px 0 0' : 0}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
      classNames={{ content: s.sheet, body: s.sheetBody }}
    >
      {children}
    </Drawer>
  )
}

type SplitPaneProps = {
  list: ReactNode
  detail: ReactNode
  /** Third column from 1180 px; below that a sheet that `onAsideClose` closes. */
  aside?: ReactNode
  asideTitle?: string
  isAsideOpen?: boolean
  onAsideClose?: () => void
  /** Something is open: the phone then shows the detail instead of the list. */
  isOpen: boolean
}

/** List, what is open in it, and what is known about it. One at a time on the phone. */
export function SplitPane({ list, detail, aside, asideTitle, isAsideOpen = false, onAsideClose, isOpen }: SplitPaneProps) {
  const isWide = useIsWide()
  return (
    <div className={s.split} data-open={isOpen || undefined} data-aside={(aside && isWide) || undefined}>
      <div className={s.list}>{list}</div>
      <div className={s.detail}>{detail}</div>
      {aside && isWide && (
        <aside className={s.aside} aria-label={asideTitle}>
          {aside}
        </aside>
      )}
      {aside && !isWide && (
        <Sheet title={asideTitle} isOpen={isAsideOpen} onClose={() => onAsideClose?.()}>
          {aside}
        </Sheet>
      )}
    </div>
  )
}
