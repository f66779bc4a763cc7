import { type ReactNode, useState } from 'react'
import { useIsWide } from '#web/ui/screen.ts'
import s from '#web/ui/panes.module.css'
import { lateDialog } from '#web/late-part.tsx'

export type SheetProps = { title: ReactNode; isOpen: boolean; onClose: () => void; children: ReactNode; width?: number }

const SheetKit = lateDialog(() => import('#web/ui/sheet-kit.tsx').then((file) => file.SheetKit))

/** Something beside the page, from below on the phone. Its code comes when it is first opened, and stays for its way out. */
export function Sheet(props: SheetProps) {
  const [wasOpen, setWasOpen] = useState(false)
  if (props.isOpen && !wasOpen) setWasOpen(true)
  return wasOpen ? <SheetKit {...props} /> : null
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
