import { contrastOf } from '#kernel/theme/oklch.ts'
import { themeOf } from '#kernel/theme/theme.ts'
import type { PlatformCtx } from '#kernel/ctx.ts'
import type { ColorPreview } from '#identity/contract/brand.ts'

const white = '#ffffff'

/** The same computation as when a brand is saved, for whoever is still choosing. Nobody has to be known for arithmetic. */
export async function preview(_ctx: PlatformCtx, input: { color: string }): Promise<ColorPreview> {
  const theme = themeOf(`#${input.color}`)
  const accent = theme.light['--accent'] ?? `#${input.color}`
  return { theme, accent, contrast: Math.floor(contrastOf(accent, white) * 10) / 10 }
}
