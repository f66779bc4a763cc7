import { tokensOf } from '#bots/server/understanding/tokens.ts'

/** How much of a question was recognised in what somebody wrote: 0 to 1, and the words that were. */
export type Likeness = { confidence: number; words: string[] }

/** Words that carry no question of their own. */
const empty = new Set(
  `a al ante bajo con de del desde e el en entre es esa ese eso esta este esto la las le les lo los me mi mis nos o para por porfa porque que se si su sus te tu un
  una unas unos y ya yo vos usted ustedes hola holi buenas buenos buen dia dias tarde tardes noche noches gracias favor disculpe disculpa disculpen consulta pregunta
  queria quisiera saber sabes saben podes puedo podrias podria decir decirme ahi aca aqui che amigo`.split(/\s+/),
)
/** Words that many questions share: they count, but little. */
const common = new Set(
  `tienen tenes tiene tienes hay algo opcion opciones tipo sin aceptan hacen haces hace hacer son estan esta quiero necesito puede pueden venden cual cuales como cuando cuanto cuanta cuantos donde hoy manana`.split(
    /\s+/,
  ),
)

/** What shops and customers call differently. Stems. */
const sameAs = new Map(
  [
    ['envi', 'delivery', 'domicili', 'repart', 'entreg', 'mand'],
    ['preci', 'cuest', 'sal', 'val', 'valor', 'cost'],
    ['horari', 'hor', 'abr', 'abiert', 'atiend', 'atencion', 'cierr'],
    ['pag', 'abon', 'cobr'],
    ['direccion', 'ubicacion', 'ubicad', 'qued', 'local', 'ubic'],
    ['transferenci', 'transfer', 'alias', 'cbu'],
    ['turn', 'cit', 'reserv', 'agend'],
    ['celiac', 'tacc', 'gluten'],
    ['promo', 'promocion', 'ofert', 'descuent'],
  ].flatMap((group) => group.map((stem) => [stem, group[0] ?? stem] as const)),
)

const endings =
  /(?:aciones|imientos?|aciones|amente|ismos?|ados|adas|idos|idas|ando|iendo|aron|ieron|amos|emos|imos|ables?|ar|er|ir|an|en|as|es|os|is|a|e|o|s|n|i)$/

export function stemOf(word: string): string {
  const cut = /cion(?:es)?$/.test(word) ? word.replace(/es$/, '') : word.replace(endings, '')
  const stem = cut.length >= 3 ? cut : word
  return sameAs.get(stem) ?? bySound.get(soundOf(stem)) ?? stem
}

/** How a word sounds in the Spanish of America: most spelling mistakes are between letters that sound alike. */
export const soundOf = (word: string): string =>
  word
    .replaceAll('ch', '3')
    .replaceAll('h', '')
    .replaceAll('v', 'b')
    .replaceAll('mb', 'nb')
    .replaceAll('ll', 'y')
    .replaceAll(/z|c(?=[ei])/g, 's')
    .replaceAll(/qu(?=[ei])|k/g, 'c')
    .replaceAll(/g(?=[ei])/g, 'j')

const bySound = new Map([...sameAs].map(([stem, first]) => [soundOf(stem), first]))
const commonSounds = new Set([...common].map(soundOf))

/** What is said with one stem: `delivery` and `domicilio` of one message are one part with two words. */
type Part = { words: string[]; stem: string; weight: number }

export function partsOf(text: string): Part[] {
  const parts = new Map<string, Part>()
  for (const { kind, word } of tokensOf(text)) {
    const plain = word.replaceAll('ñ', 'n')
    if ((kind !== 'word' && kind !== 'number') || empty.has(plain) || (plain.length < 2 && kind === 'word')) continue
    const stem = stemOf(plain)
    const known = parts.get(stem)
    if (known) known.words.push(plain)
    else parts.set(stem, { words: [plain], stem, weight: commonSounds.has(soundOf(plain)) ? 0.35 : 1 })
  }
  return [...parts.values()]
}

/**
 * How well a question that the shop has written down fits what was asked: what of the question is in it counts more than
 * what else was said. Stems are equal words; nearly equal ones count for as much as their letters agree.
 */
export function likenessOf(asked: readonly Part[], question: string): Likeness {
  const wanted = partsOf(question)
  if (asked.length === 0 || wanted.length === 0) return { confidence: 0, words: [] }
  const found = new Map<Part, number>()
  let met = 0
  for (const part of wanted) {
    const best = asked.reduce<{ value: number; part: Part | null }>(
      (top, one) => {
        const value = agreement(one, part)
        return value > top.value ? { value, part: one } : top
      },
      { value: 0, part: null },
    )
    if (best.value < alike || !best.part) continue
    met += best.value * part.weight
    found.set(best.part, Math.max(found.get(best.part) ?? 0, best.value))
  }
  const said = [...found].reduce((sum, [part, value]) => sum + value * part.weight, 0)
  const [ofQuestion, ofAsked] = [met / weightOf(wanted), said / weightOf(asked)]
  const confidence = Math.round(Math.min(1, ofQuestion ** 0.65 * ofAsked ** 0.35) * 100) / 100
  return { confidence, words: [...found.keys()].flatMap(({ words }) => words) }
}

const weightOf = (parts: readonly Part[]): number => parts.reduce((sum, { weight }) => sum + weight, 0)

/** Below, two words have nothing to do with each other. */
const alike = 0.6

const agreement = (one: Part, other: Part): number =>
  one.stem === other.stem ? 1 : Math.max(...one.words.flatMap((mine) => other.words.map((theirs) => nearness(mine, theirs))))

/** How much of their letters, three by three, two words share. */
function nearness(one: string, other: string): number {
  if (soundOf(one) === soundOf(other)) return 0.95
  if (one.length < 4 || other.length < 4) return 0
  const [mine, theirs] = [piecesOf(one), piecesOf(other)]
  let shared = 0
  for (const piece of mine) if (theirs.has(piece)) shared++
  return (2 * shared) / (mine.size + theirs.size)
}

function piecesOf(word: string): Set<string> {
  const padded = `  ${word} `
  return new Set(Array.from({ length: padded.length - 2 }, (_none, i) => padded.slice(i, i + 3)))
}
