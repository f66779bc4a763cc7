import { latePanel, type LatePart } from '#web/late-part.tsx'
import type { Panel, PanelProps, PanelSlot } from '#web/module.ts'

const loaded = new Map<string, unknown>()

/** What another module lends to a place, fetched when it is first drawn; the same component each time. */
export function partOf<S extends PanelSlot>({ slot, name, panel }: Panel<S>): LatePart<PanelProps[S]> {
  const key = `${slot} ${name}`
  const known = loaded.get(key) as LatePart<PanelProps[S]> | undefined
  if (known) return known
  const part = latePanel<PanelProps[S]>(panel)
  loaded.set(key, part)
  return part
}
