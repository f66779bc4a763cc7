import { type ComponentType, lazy, type LazyExoticComponent } from 'react'
import type { Panel, PanelProps, PanelSlot } from '#web/module.ts'

type Part<S extends PanelSlot> = LazyExoticComponent<ComponentType<PanelProps[S]>>
const loaded = new Map<string, unknown>()

/** What another module lends to a place, fetched when it is first drawn; the same component each time. */
export function partOf<S extends PanelSlot>({ slot, name, panel }: Panel<S>): Part<S> {
  const key = `${slot} ${name}`
  const known = loaded.get(key) as Part<S> | undefined
  if (known) return known
  const part = lazy(() => panel().then((component) => ({ default: component })))
  loaded.set(key, part)
  return part
}
