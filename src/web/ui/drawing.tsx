import { Suspense } from 'react'
import { lateExtra } from '#web/late-part.tsx'

export type DrawingName = 'cards' | 'chat' | 'people' | 'search' | 'chart' | 'file' | 'plug' | 'offline' | 'broken' | 'lock'

// The lines come after the words: nobody waits for them.
const DrawingLines = lateExtra(() => import('#web/ui/drawing-lines.tsx').then((file) => file.DrawingLines))

/** A small line drawing in the colours of the screen, for places with nothing in them. */
export const Drawing = ({ name, className }: { name: DrawingName; className?: string | undefined }) => (
  <svg className={className} width="132" height="88" viewBox="0 0 132 88" fill="none" aria-hidden focusable="false">
    <Suspense>
      <DrawingLines name={name} />
    </Suspense>
  </svg>
)
