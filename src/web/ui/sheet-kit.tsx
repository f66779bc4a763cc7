import { Drawer } from '@mantine/core'
import { useT } from '#web/i18n/i18n.tsx'
import type { SheetProps } from '#web/ui/panes.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import s from '#web/ui/panes.module.css'

/** Something beside the page: from the right on large screens, from below on the phone. */
export function SheetKit({ title, isOpen, onClose, children, width = 360 }: SheetProps) {
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
