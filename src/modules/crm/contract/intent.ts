import { searchable } from '#kernel/contract/text.ts'
import type { Intent } from '#crm/contract/lead.ts'

/**
 * What somebody asks for, by words alone: simple rules that are wrong in plain ways rather than in surprising ones. Words
 * are cut to their stems, so that plurals, tenses and voseo are one. Whoever says no, complains or thanks asks for nothing.
 */
type Rule = { intent: Intent; stems: readonly string[]; phrases: readonly RegExp[] }

const rules: readonly Rule[] = [
  {
    intent: 'price',
    stems: ['preci', 'cuest', 'costar', 'cost', 'tarif', 'presupuest', 'cotiz', 'cotizacion', 'prom', 'promo', 'promocion', 'descuent'],
    phrases: [
      /\b(?:cuanto|cuantos) (?:me |te |les? |nos )?(?:sale|salen|saldria|vale|valen|seria|serian|esta|estan|piden|cobran|cobras|cobra)\b/,
      /\ba cuanto\b/,
      /\blista de precios?\b/,
      /\bcuanto (?:es|son|por|el|la|los|las)\b/,
      /\bque (?:sale|valor tiene)\b/,
      /\bhow much\b/,
      /\b(?:qual o|quanto (?:custa|e|fica|sai))\b/,
    ],
  },
  {
    intent: 'stock',
    stems: ['stock', 'disponibl', 'disponibil', 'quedar', 'agotad'],
    phrases: [
      /\b(?:tenes|tienen|tienes|teneis|hay|les? queda|te queda|les? quedan|te quedan|venden|vendes|manejan|trabajan con|consigo) (?!(?:que|hoy|hora|idea|alguien|razon|delivery|envios?|algun problema|un problema|problemas?|mi|mis|el pedido|mucha|mucho)\b)[a-z]/,
      /\bqueda(?:n|ron)? (?:de |algun|pollos?|lugar|alg)/,
      /\btem (?:em estoque|disponivel)\b/,
      /\bin stock\b/,
    ],
  },
  {
    intent: 'booking',
    stems: ['turn', 'reserv', 'reservar', 'reservacion', 'agendar', 'agend', 'cita'],
    phrases: [
      /\b(?:mesa|lugar) para \w+/,
      /\bquiero (?:sacar|pedir|un) (?:un )?turno\b/,
      /\bpuedo (?:ir|pasar) (?:el|manana|hoy|a las)\b/,
      /\b(?:agendar|marcar) (?:um )?horario\b/,
      /\bbook (?:a|an) /,
    ],
  },
]

/** Said of something that was, or that is refused: no interest in buying. */
const refusals: readonly RegExp[] = [
  /\bno (?:me interesa|gracias|quiero (?:mas|nada|recibir)|necesito)\b/,
  /\b(?:ya (?:compre|pague|reserve|tengo)|cancelar?|anular?|reclamo|me cobraron|devolucion|queja)\b/,
]
const mostLetters = 600

export function intentsOf(text: string): Intent[] {
  const said = searchable(text.slice(0, mostLetters))
    .replaceAll(/[^a-z0-9ñ ]+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
  if (said === '' || refusals.some((refusal) => refusal.test(said))) return []
  const words = new Set(said.split(' ').map(stemOf))
  return rules
    .filter(({ stems, phrases }) => stems.some((stem) => words.has(stem)) || phrases.some((phrase) => phrase.test(said)))
    .map(({ intent }) => intent)
}

/** The usual endings of Spanish nouns and adjectives, longest first; short words stay whole. */
const endings = [
  'aciones',
  'iciones',
  'acion',
  'idades',
  'idad',
  'ando',
  'iendo',
  'amos',
  'aron',
  'ados',
  'adas',
  'es',
  'os',
  'as',
  's',
  'o',
  'a',
  'e',
]

export function stemOf(word: string): string {
  if (kept.has(word)) return word
  const ending = endings.find((one) => word.length - one.length >= 3 && word.endsWith(one))
  return ending ? word.slice(0, -ending.length) : word
}

/** Whole words that a cut would confuse with others. */
const kept: ReadonlySet<string> = new Set([
  'cita',
  'promo',
  'costar',
  'quedar',
  'agendar',
  'reservar',
  'promocion',
  'cotizacion',
  'reservacion',
  'stock',
])
