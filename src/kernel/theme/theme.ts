import { contrastOf, hexOf, mix, oklchOf, type Oklch } from '#kernel/theme/oklch.ts'

/** CSS variables of a brand, `#rrggbb` each, for light and for dark screens. */
export type Theme = { light: Record<string, string>; dark: Record<string, string> }

/** Yapa's own blue, for screens without a brand. */
export const defaultBrand = '#2f55d4'

/** White letters on the accent: a little over AA (4.5), so that no rounding on the way falls below it. */
const whiteOnAccent = 4.6
const text = 4.55
/** WCAG 2.2 §1.4.11: what is not text, such as focus rings and bars of a chart. */
const graphics = 3.1

/** The grounds of the interface that brand-coloured words and marks are put on (src/web/ui/tokens.css). */
const light = { sheet: '#ffffff', chrome: hexOf({ l: 0.968, c: 0.004, h: 85 }), ink: hexOf({ l: 0.2, c: 0.02, h: 70 }), inkOpacity: 0.075 }
const dark = {
  sheet: hexOf({ l: 0.205, c: 0.006, h: 70 }),
  chrome: hexOf({ l: 0.165, c: 0.006, h: 70 }),
  ink: hexOf({ l: 0.95, c: 0.01, h: 80 }),
  inkOpacity: 0.09,
}

/**
 * Everything that a tenant's one colour decides. A fixed lightness is not enough: white on a cyan of 0.535 has 3.55:1.
 * So each role looks for the lightness at which its contrast holds, and chroma is cut to what sRGB can show.
 */
export function themeOf(brand: string): Theme {
  const own = oklchOf(brand)
  const steps = { '--brand': brand.toLowerCase(), ...stepsOf(own) }
  return { light: { ...steps, ...lightRoles(own) }, dark: { ...steps, ...darkRoles(own) } }
}

function stepsOf({ c, h }: Oklch): Record<string, string> {
  const steps: [name: string, l: number, c: number][] = [
    ['--b-50', 0.975, Math.min(c * 0.1, 0.02)],
    ['--b-100', 0.945, Math.min(c * 0.22, 0.04)],
    ['--b-200', 0.895, Math.min(c * 0.4, 0.075)],
    ['--b-300', 0.815, Math.min(c * 0.65, 0.12)],
    ['--b-400', 0.71, Math.min(c * 0.9, 0.16)],
    ['--b-500', 0.62, c],
    ['--b-600', 0.535, c],
    ['--b-700', 0.465, c],
    ['--b-800', 0.39, c * 0.85],
    ['--b-900', 0.3, c * 0.65],
  ]
  return Object.fromEntries(steps.map(([name, l, chroma]) => [name, hexOf({ l, c: chroma, h })]))
}

function lightRoles({ l, c, h }: Oklch): Record<string, string> {
  const soft = hexOf({ l: 0.945, c: Math.min(c * 0.22, 0.04), h })
  const selected = mix(light.chrome, light.ink, light.inkOpacity)
  // A brand that is dark enough is shown as it is: people know their own colour.
  const accent = lightest({ l: Math.min(l, 0.6), c, h }, (hex) => contrastOf(hex, '#ffffff') >= whiteOnAccent)
  const words = lightest({ l: Math.min(l, 0.48), c, h }, (hex) =>
    [light.sheet, soft, selected].every((ground) => contrastOf(hex, ground) >= text),
  )
  const quiet = lightest({ l: 0.5, c: Math.min(c * 0.25, 0.04), h }, (hex) => contrastOf(hex, soft) >= text)
  return roles(accent, darker(accent, 0.055), soft, words, quiet, accent)
}

function darkRoles({ c, h }: Oklch): Record<string, string> {
  const soft = hexOf({ l: 0.31, c: Math.min(c * 0.45, 0.085), h })
  const selected = mix(dark.sheet, dark.ink, dark.inkOpacity)
  const accent = lightest({ l: 0.6, c, h }, (hex) => contrastOf(hex, '#ffffff') >= whiteOnAccent)
  const words = darkest({ l: 0.81, c: Math.min(c * 0.7, 0.12), h }, (hex) =>
    [dark.sheet, soft, selected].every((ground) => contrastOf(hex, ground) >= text),
  )
  const quiet = darkest({ l: 0.76, c: Math.min(c * 0.25, 0.04), h }, (hex) => contrastOf(hex, soft) >= text)
  const mark = darkest({ l: 0.66, c: Math.min(c, 0.17), h }, (hex) =>
    [dark.sheet, selected].every((ground) => contrastOf(hex, ground) >= graphics),
  )
  return roles(accent, darker(accent, 0.04), soft, words, quiet, mark)
}

const roles = (accent: string, hover: string, soft: string, words: string, quiet: string, mark: string) => ({
  '--accent': accent,
  '--accent-hover': hover,
  '--accent-soft': soft,
  '--accent-text': words,
  /** Meta line on the soft ground: the hour under an own message. */
  '--accent-soft-t': quiet,
  /** Focus ring, progress and the brand's series in a chart. */
  '--mark': mark,
})

const darker = (hex: string, by: number) => {
  const colour = oklchOf(hex)
  return hexOf({ ...colour, l: Math.max(0, colour.l - by) })
}

/** The colour itself or, where the test fails, the lightest darker one that passes. Black passes every test used here. */
function lightest(colour: Oklch, passes: (hex: string) => boolean): string {
  return search(colour, 0, passes)
}

function darkest(colour: Oklch, passes: (hex: string) => boolean): string {
  return search(colour, 1, passes)
}

function search(colour: Oklch, end: 0 | 1, passes: (hex: string) => boolean): string {
  const own = hexOf(colour)
  if (passes(own)) return own
  let failing = colour.l
  let passing: number = end
  while (Math.abs(failing - passing) > 0.001) {
    const middle = (failing + passing) / 2
    if (passes(hexOf({ ...colour, l: middle }))) passing = middle
    else failing = middle
  }
  return hexOf({ ...colour, l: passing })
}
