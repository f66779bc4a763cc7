import { type ComponentType, Suspense } from 'react'
import { lateExtra } from '#web/late-part.tsx'
import { shellPartsFor } from '#web/registry.ts'
import type { ShellPart, ShellSlot } from '#web/module.ts'
import { useSession } from '#web/session.ts'

// One component per part, however often the frame is drawn.
const loaded = new Map<ShellPart, ComponentType>()

function componentOf(part: ShellPart): ComponentType {
  const known = loaded.get(part)
  if (known) return known
  const made = lateExtra(part.part)
  loaded.set(part, made)
  return made
}

/** What the modules lend to a place of the frame; nothing is waited for. */
export function ShellParts({ slot }: { slot: ShellSlot }) {
  const session = useSession()
  return shellPartsFor(session, slot).map((part) => {
    const Part = componentOf(part)
    return (
      <Suspense key={part.name + slot}>
        <Part />
      </Suspense>
    )
  })
}

export const useHasPart = (slot: ShellSlot): boolean => shellPartsFor(useSession(), slot).length > 0
