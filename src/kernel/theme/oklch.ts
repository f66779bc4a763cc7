/**
 * Colours as people see them: OKLCH (lightness 0-1, chroma, hue in degrees) to and from sRGB, with the matrices of
 * Björn Ottosson, "A perceptual color space for image processing" (2020). Contrast after WCAG 2.2 §1.4.3.
 */
export type Oklch = { l: number; c: number; h: number }
type Linear = readonly [number, number, number]

const hexColour = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i

const fromGamma = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
const toGamma = (channel: number) => (channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055)

function linearOf(hex: string): Linear {
  const match = hexColour.exec(hex)
  if (!match) throw new RangeError(`not a colour: ${hex}`)
  const [, red = '', green = '', blue = ''] = match
  return [fromGamma(parseInt(red, 16) / 255), fromGamma(parseInt(green, 16) / 255), fromGamma(parseInt(blue, 16) / 255)]
}

export function oklchOf(hex: string): Oklch {
  const [r, g, b] = linearOf(hex)
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const l = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
  const y = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
  return { l, c: Math.hypot(a, y), h: ((Math.atan2(y, a) * 180) / Math.PI + 360) % 360 }
}

function linearOfOklch({ l, c, h }: Oklch): Linear {
  const a = c * Math.cos((h * Math.PI) / 180)
  const y = c * Math.sin((h * Math.PI) / 180)
  const long = (l + 0.3963377774 * a + 0.2158037573 * y) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * y) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * y) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}

const isShowable = (colour: Linear) => colour.every((channel) => channel >= -0.0001 && channel <= 1.0001)

/** The nearest `#rrggbb`: chroma gives way, lightness and hue stay, so that a scale keeps its steps in every hue. */
export function hexOf({ l, c, h }: Oklch): string {
  let linear = linearOfOklch({ l, c, h })
  if (!isShowable(linear)) {
    let inside = 0
    let outside = c
    while (outside - inside > 0.0005) {
      const middle = (inside + outside) / 2
      if (isShowable(linearOfOklch({ l, c: middle, h }))) inside = middle
      else outside = middle
    }
    linear = linearOfOklch({ l, c: inside, h })
  }
  return `#${linear.map((channel) => byte(toGamma(Math.min(1, Math.max(0, channel))))).join('')}`
}

const byte = (channel: number) =>
  Math.round(channel * 255)
    .toString(16)
    .padStart(2, '0')

function luminanceOf(hex: string): number {
  const [r, g, b] = linearOf(hex)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** 1 (the same) to 21 (black on white). */
export function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** What is seen where `ink` lies over `ground` with this opacity. */
export function mix(ground: string, ink: string, opacity: number): string {
  const channels = (hex: string) => (hexColour.exec(hex) ?? []).slice(1).map((part) => parseInt(part, 16))
  const over = channels(ink)
  return `#${channels(ground)
    .map((channel, i) => byte((channel * (1 - opacity) + (over[i] ?? 0) * opacity) / 255))
    .join('')}`
}
