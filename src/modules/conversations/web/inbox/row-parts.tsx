import { Suspense } from 'react'
import { partOf } from '#web/lent.ts'
import type { PanelProps } from '#web/module.ts'
import { panelsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'

/** What other modules know of a conversation, in its row. */
export function RowParts({ marks }: PanelProps['row']) {
  const session = useSession()
  return (
    <Suspense>
      {panelsFor(session, 'row').map((panel) => {
        const Body = partOf<'row'>(panel)
        return <Body key={panel.name} marks={marks} />
      })}
    </Suspense>
  )
}
