import { lazy, Suspense } from 'react'
import { openAway, useAskedAway } from '#conversations/web/availability/away.ts'

const AwayDialog = lazy(() => import('#conversations/web/availability/away-dialog.tsx').then((file) => ({ default: file.AwayDialog })))

/** Where the dialog stands that one's menu asks for. */
export function AwayHost() {
  const status = useAskedAway()
  if (!status) return null
  return (
    <Suspense>
      <AwayDialog status={status} onClose={() => openAway(null)} />
    </Suspense>
  )
}
