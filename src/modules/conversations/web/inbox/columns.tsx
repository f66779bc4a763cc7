import { lazy, type ReactNode, Suspense } from 'react'
import { useIsWide } from '#web/ui/screen.ts'
import s from '#conversations/web/inbox/columns.module.css'

const Sheet = lazy(() => import('#web/ui/panes.tsx').then((file) => ({ default: file.Sheet })))

type Props = {
  list: ReactNode
  detail: ReactNode
  aside: ReactNode
  asideTitle: string
  isSheetOpen: boolean
  onSheetClose: () => void
  /** Something is open: the phone then shows it instead of the list. */
  isOpen: boolean
}

/**
 * The kit's SplitPane without what it brings along: its sheet comes when it is opened, because this is the screen that
 * everybody waits for first.
 */
export function Columns({ list, detail, aside, asideTitle, isSheetOpen, onSheetClose, isOpen }: Props) {
  const isWide = useIsWide()
  return (
    <div className={s.columns} data-open={isOpen || undefined} data-aside={(aside && isWide) || undefined}>
      <div className={s.list}>{list}</div>
      <div className={s.detail}>{detail}</div>
      {aside && isWide && (
        <aside className={s.aside} aria-label={asideTitle}>
          {aside}
        </aside>
      )}
      {aside && !isWide && isSheetOpen && (
        <Suspense>
          <Sheet title={asideTitle} isOpen onClose={onSheetClose}>
            {aside}
          </Sheet>
        </Suspense>
      )}
    </div>
  )
}
