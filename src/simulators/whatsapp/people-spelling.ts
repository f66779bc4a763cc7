import type { Random } from './clock-and-random.ts'

/** How a person writes on a telephone. Rates are per word. */
export type Style = {
  typos: number
  accents: boolean
  capitals: boolean
  /** Writes `¿` and `¡`. */
  openers: boolean
  /** `que` as `q`, `porfa` as `xfa`. */
  shortens: boolean
  /** `holaaa` */
  stretches: boolean
  /** Chance of an emoji at the end. */
  emoji: number
}

const shorter: [RegExp, string][] = [
  [/\bqué\b|\bque\b/gi, 'q'],
  [/\bporfa\b|\bpor favor\b/gi, 'xfa'],
  [/\btambién\b/gi, 'tmb'],
  [/\bmás o menos\b/gi, 'maso'],
  [/\bpara\b/gi, 'pa'],
  [/\bbuenísimo\b/gi, 'buenisimoo'],
  [/\bmensaje\b/gi, 'msj'],
]

const emojis = ['🍗', '🙌', '😅', '🙏', '👍', '😋', '❤️', '😂']

/** The sentence as this person would type it. Digits and addresses of the web stay as they are. */
export function misspell(random: Random, sentence: string, style: Style): string {
  let text = sentence
  if (!style.openers) text = text.replaceAll(/[¿¡]/g, '')
  if (style.shortens) for (const [long, short] of shorter) text = text.replaceAll(long, short)
  if (!style.accents)
    text = text
      .normalize('NFD')
      .replaceAll(/(?<!n)[\u0300-\u0302\u0304-\u036f]|(?<=[aeiouAEIOU])\u0303/g, '')
      .normalize('NFC')
  if (!style.capitals) text = text.charAt(0).toLowerCase() + text.slice(1)
  if (style.stretches)
    text = text.replace(
      /\b(hola|dale|gracia|buena|genial)(s?)\b/i,
      (_, word: string, end: string) => word + word.slice(-1).repeat(random.int(1, 3)) + end,
    )
  if (style.typos > 0)
    text = text
      .split(' ')
      .map((word) => (random.chance(style.typos) ? slip(random, word) : word))
      .join(' ')
  if (style.emoji > 0 && random.chance(style.emoji) && /[a-záéíóú!?.]$/i.test(text)) text += ` ${random.pick(emojis)}`
  return text
}

/** One slip of the thumb: two letters swapped, one missing, or one twice. Never in numbers nor in short words. */
function slip(random: Random, word: string): string {
  if (word.length < 4 || /[\d#:/]/.test(word)) return word
  const at = random.int(1, word.length - 3)
  const [before, one, two, after] = [word.slice(0, at), word[at] ?? '', word[at + 1] ?? '', word.slice(at + 2)]
  switch (random.int(0, 2)) {
    case 0:
      return before + two + one + after
    case 1:
      return before + two + after
    default:
      return before + one + one + two + after
  }
}
