import { createElement } from 'react'
import { bring } from '#web/late-code.ts'
import { Said } from '#web/late-places.tsx'
import { putLayer, removeLayer } from '#web/ui/floor.ts'

/**
 * A short word at the bottom of the screen: done, undone, refused. Not for what is already visible. Its code loads with
 * the first one, so that it costs nothing before.
 */
export type Toast = {
  text: string
  tone?: 'plain' | 'bad'
  /** Offers to take it back for as long as the toast stands. */
  undo?: () => void
  /** Another way out: `{ label, run }`. */
  action?: { label: string; run: () => void }
  /** Replaces the toast of the same name instead of piling up. */
  name?: string
  /** Milliseconds; `false` keeps it until it is closed. 4,500 when absent, 7,000 with an action. */
  stay?: number | false
}

const layer = 'toasts'
const bringKit = () => bring(() => import('#web/ui/toast-kit.tsx'))

export async function toast(word: Toast): Promise<void> {
  const brought = await bringKit()
  if ('code' in brought) return brought.code.show(word)
  // What it has to say matters more than how it looks and what could be done about it.
  const onClose = () => removeLayer(layer)
  putLayer(layer, () => createElement(Said, { text: word.text, onClose }))
}

/** Takes back what was said under this name: it is no longer so, and must not be offered to be undone. */
export async function unsay(name: string): Promise<void> {
  const brought = await bringKit()
  if ('code' in brought) brought.code.close(name)
}
