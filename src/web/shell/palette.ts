import { putLayer, removeLayer } from '#web/ui/floor.ts'

/** The palette, the sheet of keys and the phone's "more" load when they are first opened. */
export async function openPalette(): Promise<void> {
  const { drawPalette } = await import('#web/shell/palette-kit.tsx')
  putLayer(
    'palette',
    drawPalette(() => removeLayer('palette')),
  )
}

export async function openHelp(): Promise<void> {
  const { drawHelp } = await import('#web/shell/help-kit.tsx')
  putLayer(
    'help',
    drawHelp(() => removeLayer('help')),
  )
}

export async function openMore(): Promise<void> {
  const { drawMore } = await import('#web/shell/more-kit.tsx')
  putLayer(
    'more',
    drawMore(() => removeLayer('more')),
  )
}
