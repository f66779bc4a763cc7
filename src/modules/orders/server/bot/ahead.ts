import type { Fulfilment } from '#commerce/contract/quote.ts'
import type { PaymentMethod } from '#orders/contract/order-state.ts'
import { verbIn } from './replies.ts'

/** What was said of an order before it was asked: how it gets to them, where to, how it is paid. `rest`: what else was said. */
export type Ahead = { fulfilment: Fulfilment | null; address: string | null; payment: PaymentMethod | null; rest: string }

const pays = '(?:(?:y )?(?:te |les )?(?:pago|abono|voy a pagar|pagando) )'
const pickedUp =
  /\b(?:y )?(?:yo )?(?:paso a (?:buscar|retirar)(?:l[oa]s?)?|voy a (?:buscar|retirar)(?:l[oa]s?)?|l[oa]s? busco|(?:l[oa]s? )?retiro(?: yo)?(?: (?:en|por) el (?:local|mostrador))?|para (?:retirar|llevar)|paso yo|voy yo)\b/
const sent =
  '(?:con (?:el )?(?:envio|delivery)(?: a domicilio)?|para enviar|a domicilio|me l[oa]s? (?:mandan|mandas|traen|traes|envian|envias)|(?:mandam|traem|enviam|envien?m)el[oa]s?|(?:mandal|trael|envial)[oa]s?)'
/** With a street and its number behind it, as far as the next pause; what says which door, or which neighbourhood, still belongs to it. */
function broughtTo(neighbourhoods: readonly string[]): RegExp {
  const known = neighbourhoods.map((name) => plain(name).replace(/[^a-z0-9 ]/g, '.'))
  const door = ['depto', 'dpto', 'departamento', 'piso', 'casa', 'timbre', 'pb', 'entre', 'esquina', 'barrio', ...known].join('|')
  const street = `[^,;\\n]*\\p{L}{3}[^,;\\n]*?\\d+[^,;\\n]*?(?:, ?(?:${door})\\b[^,;\\n]*)*`
  return new RegExp(`\\b(?:y )?${sent}\\b(?: al? (${street})(?= y pago|[,;\\n]|$))?`, 'u')
}
const payments: readonly (readonly [RegExp, PaymentMethod])[] = [
  [new RegExp(`\\b${pays}?(?:en|con) efectivo\\b`), 'cash'],
  [new RegExp(`\\b${pays}?(?:por|con) (?:transferencia|mercado ?pago|pix)\\b|\\b${pays}?transfiero\\b`), 'transfer'],
  [new RegExp(`\\b${pays}?con (?:la )?(?:tarjeta|debito|credito|posnet)(?: de (?:debito|credito))?\\b`), 'card'],
]
const byVerb: Readonly<Record<string, Partial<Ahead>>> = {
  deliver: { fulfilment: 'delivery' },
  'pick-up': { fulfilment: 'pickup' },
  'pay-cash': { payment: 'cash' },
  'pay-transfer': { payment: 'transfer' },
  'pay-card': { payment: 'card' },
}

/** A question states nothing: what is asked is left as it is. */
export function aheadIn(text: string, neighbourhoods: readonly string[] = []): Ahead {
  const found: Ahead = { fulfilment: null, address: null, payment: null, rest: text }
  if (text.includes('?')) return found
  const whole = byVerb[verbIn(text) ?? '']
  if (whole) return { ...found, ...whole, rest: '' }
  take(found, broughtTo(neighbourhoods), ([, address]) =>
    Object.assign(found, { fulfilment: 'delivery', address: address?.trim() ?? null }),
  )
  if (found.fulfilment === null) take(found, pickedUp, () => (found.fulfilment = 'pickup'))
  for (const [words, payment] of payments) if (found.payment === null) take(found, words, () => (found.payment = payment))
  return found
}

function take(found: Ahead, words: RegExp, keep: (match: readonly (string | undefined)[]) => void): void {
  const match = words.exec(plain(found.rest))
  if (!match) return
  const { rest } = found
  const end = match.index + match[0].length
  // What is kept is kept as it was written.
  const written = match[1] === undefined ? undefined : rest.slice(end - match[1].length, end)
  keep([match[0], written])
  found.rest = `${rest.slice(0, match.index)}, ${rest.slice(end)}`.replace(/\s*,[\s,]*/g, ', ').replace(/^[\s,]+|[\s,]+$/g, '')
}

/** Without accents and capitals, letter by letter, so that places in it are places in the text. */
const plain = (text: string): string => text.replace(/[A-Z\u00c0-\u024f]/g, (letter) => letter.normalize('NFD').charAt(0).toLowerCase())
