import { searchable } from '#kernel/contract/text.ts'
import type { Place } from './place.ts'

/** Words that mean something that can be pressed, by what it does. */
const wordsByVerb: readonly (readonly [RegExp, string])[] = [
  [/^(?:ver )?(?:el |la )?(?:menu|carta|lista|cardapio)$|^(?:quiero )?(?:seguir|agregar)(?: mas| algo mas| pidiendo)?$/, 'menu'],
  [/^(?:ver )?(?:mi |el )?(?:pedido|carrito)$/, 'cart'],
  [/^(?:listo|nada mas|eso es todo|terminar|ya esta|solo eso|eso nomas|no,? gracias|no|finalizar)$/, 'done'],
  [
    /^(?:si|dale|ok|okey|confirmo|confirmar|perfecto|de una|bueno|va|sim|yes|listo)(?:[, ]+(?:gracias|dale|confirmo|porfa|por favor))?$/,
    'yes',
  ],
  [/^(?:cancelar|cancela|cancelalo|dejalo|mejor nada|no quiero nada|ya no quiero(?: nada)?|olvidate|salir)$/, 'cancel'],
  [/^(?:seguir|sigamos|continuar|dale seguimos|seguimos)$/, 'go-on'],
  [/^(?:empezar de nuevo|de nuevo|borrar todo|de cero)$/, 'fresh'],
  [/\b(?:retiro|paso a buscar(?:lo|la)?|lo busco|paso yo|retirar|voy yo)\b/, 'pick-up'],
  [/^(?:con )?(?:envio|delivery|a domicilio|mandalo|me lo mandan|entrega|envianmelo)$/, 'deliver'],
  [/^(?:en )?(?:efectivo|cash|dinheiro)$/, 'pay-cash'],
  [/^(?:por |con )?(?:transferencia|transfer|mercado ?pago|mp|cbu|alias|pix)$/, 'pay-transfer'],
  [/^(?:con )?(?:tarjeta|debito|credito|posnet|cartao)$/, 'pay-card'],
  [/^(?:justo|exacto|con justo|cambio justo|no necesito cambio)$/, 'exact'],
  [/^(?:asi|asi esta bien|como viene|nada|ninguno|ninguna|comun|normal)$/, 'as-it-is'],
]

/** What is offered now and meant by a text: its number, its title, or words that are known for it. Null: none of it. */
export function offeredBy(text: string, offered: Place['offered']): string | null {
  const plain = plainOf(text)
  if (plain === '') return null
  const place = /^(?:la |el |opcion |numero )?(\d{1,2})$/.exec(plain)?.[1]
  const byPlace = place === undefined ? undefined : offered[Number(place) - 1]
  if (byPlace) return byPlace.id
  const titled = offered.filter(({ title }) => plainOf(title) === plain)
  if (titled.length === 1) return titled[0]?.id ?? null
  // "bien picante por favor" names what is offered, whole; of two that are named the longer one.
  const named = offered.filter(({ title }) => plainOf(title).includes(' ') && ` ${plain} `.includes(` ${plainOf(title)} `))
  if (named.length === 1) return named[0]?.id ?? null
  for (const [words, verb] of wordsByVerb) {
    if (!words.test(plain)) continue
    const found = offered.find(({ id }) => means(verbOf(id), verb))
    if (found) return found.id
  }
  return null
}

/** What it says whatever is offered: the menu, the basket, nothing of it all. */
export function commandIn(text: string): 'menu' | 'cart' | 'cancel' | null {
  const plain = plainOf(text)
  const verb = wordsByVerb.find(([words, one]) => (one === 'menu' || one === 'cart' || one === 'cancel') && words.test(plain))?.[1]
  return verb === 'menu' || verb === 'cart' || verb === 'cancel' ? verb : null
}

/** The first thing that it says, if it says nothing else. */
export function verbIn(text: string): string | null {
  const plain = plainOf(text)
  return wordsByVerb.find(([words]) => words.test(plain) && words.exec(plain)?.[0].length === plain.length)?.[1] ?? null
}

const agreeing = new Set(['order', 'go-on', 'done', 'book'])
const means = (offered: string, said: string): boolean =>
  offered === said ||
  (said === 'yes' && agreeing.has(offered)) ||
  (said === 'as-it-is' && offered.startsWith('enough-')) ||
  (said === 'done' && offered.startsWith('enough-'))

/** `a1b2c3.4.product-x` is `product-x`. */
export const verbOf = (id: string): string => id.split('.').slice(2).join('.')

const plainOf = (text: string): string =>
  searchable(text.slice(0, 300))
    .replace(/[^a-z0-9ñ ,]+/g, ' ')
    .replace(/ +/g, ' ')
    .replace(/^[, ]+|[, ]+$/g, '')

/** An amount of money as it is typed: `20000`, `20.000`, `20 mil`, `$ 15.500,50`. Minor units; null: none. */
export function moneyIn(text: string, digits: number): number | null {
  const plain = searchable(text)
  const found = /(\d[\d.,]*)\s*(mil\b|lucas\b|k\b)?/.exec(plain)
  if (!found?.[1]) return null
  const written = found[1].replace(/[.,]+$/, '')
  const value = Number(
    /[.,]\d{3}(?!\d)/.test(written) ? written.replace(/[.,](?=\d{3}(?!\d))/g, '').replace(',', '.') : written.replace(',', '.'),
  )
  if (!Number.isFinite(value)) return null
  const minor = Math.round(value * (found[2] ? 1000 : 1) * 10 ** digits)
  return minor > 0 && minor <= 1_000_000_000_000 ? minor : null
}
