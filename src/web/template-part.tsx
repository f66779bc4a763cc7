import { Suspense } from 'react'
import { partOf } from '#web/lent.ts'
import type { PanelProps } from '#web/module.ts'
import { panelsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'

/** The field of a form in which an approved message is chosen, lent by whoever keeps them. */
export function TemplatePart(props: PanelProps['template']) {
  const [panel] = panelsFor(useSession(), 'template')
  if (!panel) return null
  const Body = partOf<'template'>(panel)
  return (
    <Suspense>
      <Body {...props} />
    </Suspense>
  )
}
