import { useEffect, useState } from 'react'
import { useIsWide } from '#web/ui/screen.ts'

const memory = 'yapa.inbox.panel'

export type Aside = ReturnType<typeof useAside>

/** Whether the contact's panel is shown: a column that stays as one left it, or a sheet that is opened each time. */
export function useAside(conversationId: string | undefined) {
  const isWide = useIsWide()
  const [isColumnOpen, setColumnOpen] = useState(() => localStorage.getItem(memory) !== 'closed')
  const [isSheetOpen, setSheetOpen] = useState(false)
  useEffect(() => setSheetOpen(false), [conversationId])
  return {
    isWanted: isWide ? isColumnOpen : true,
    isShown: isWide ? isColumnOpen : isSheetOpen,
    isSheetOpen,
    close: () => setSheetOpen(false),
    toggle() {
      if (!isWide) return setSheetOpen((was) => !was)
      setColumnOpen(!isColumnOpen)
      localStorage.setItem(memory, isColumnOpen ? 'closed' : 'open')
    },
  }
}
