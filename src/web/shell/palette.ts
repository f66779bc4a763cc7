import { type ComponentType, createElement } from 'react'
import { lateDialog } from '#web/late-part.tsx'
import { PaletteLayer } from '#web/shell/palette-field.tsx'
import { putLayer, removeLayer } from '#web/ui/floor.ts'

const Help = lateDialog(() => import('#web/shell/help-kit.tsx').then((file) => file.Help))
const More = lateDialog(() => import('#web/shell/more-kit.tsx').then((file) => file.MoreSheet))

/** The palette, the sheet of keys and the phone's "more" load when they are first opened. */
export const openPalette = layer('palette', PaletteLayer)
export const openHelp = layer('help', Help)
export const openMore = layer('more', More)

function layer(name: string, Part: ComponentType<{ onClose: () => void }>): () => void {
  return () => putLayer(name, () => createElement(Part, { onClose: () => removeLayer(name) }))
}
