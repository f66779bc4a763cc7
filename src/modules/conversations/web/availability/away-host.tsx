import { openAway, useAskedAway } from '#conversations/web/availability/away.ts'
import { lateDialog } from '#web/late-part.tsx'

const AwayDialog = lateDialog(() => import('#conversations/web/availability/away-dialog.tsx').then((file) => file.AwayDialog))

/** Where the dialog stands that one's menu asks for. */
export function AwayHost() {
  const status = useAskedAway()
  if (!status) return null
  return <AwayDialog status={status} onClose={() => openAway(null)} />
}
