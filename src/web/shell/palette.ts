import { type ComponentType, createElement } from 'react'
import { lateDialog } from '#web/late-part.tsx'
import { putLayer, removeLayer } from '#web/ui/floor.ts'

/** The palette, the sheet of keys and the phone's "more" load when they are first opened. */
export const openPalette = layer('palette', () => import('#web/shell/palette-kit.tsx').then((file) => file.Palette))
export const openHelp = layer('help', () => import('#web/shell/help-kit.tsx').then((file) => file.Help))
export const openMore = layer('more', () => import('#web/shell/more-kit.tsx').then((file) => file.MoreSheet))

function layer(name: string, load: () => Promise<ComponentType<{ onClose: () => void }>>): () => void {
  const Part = lateDialog(load)
  return () => putLayer(name, () => createElement(Part, { onClose: () => removeLayer(name) }))
}
