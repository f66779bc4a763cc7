import { searchable } from '#kernel/contract/text.ts'
import type { Content } from '#conversations/contract/content.ts'
import { intentsOf } from '#crm/contract/intent.ts'
import { isScore, type SurveyKind } from '#surveys/contract/scale.ts'

/**
 * What somebody wrote after they were asked. Only what is plainly an answer counts as one: a number in words of a sentence,
 * or one that the scale does not have, is not. Pure.
 */
export type Reading =
  | { what: 'score'; score: number; comment: string }
  /** Words beside a number. `asksMore`: they want something too, so that a person has to see them. */
  | { what: 'words'; text: string; asksMore: boolean }
  | { what: 'nothing' }

const nothing: Reading = { what: 'nothing' }

/** `choiceId` is what our own buttons begin with, up to the score. */
export function readingOf(kind: SurveyKind, content: Content, choiceId: string): Reading {
  if (content.kind === 'choice') {
    const score = content.id.startsWith(choiceId) ? Number(content.id.slice(choiceId.length)) : numberIn(content.title)
    return score !== null && isScore(kind, score) ? { what: 'score', score, comment: '' } : nothing
  }
  if (content.kind !== 'text') return nothing
  const bare = numberIn(content.text)
  if (bare !== null) return isScore(kind, bare) ? { what: 'score', score: bare, comment: '' } : nothing
  const both = /^\s*(\d{1,2})\s*[,.;:!\n–-]+\s*(\D[\s\S]*)$/.exec(content.text)
  if (both && isScore(kind, Number(both[1])) && !asksMore(both[2] ?? '') && (both[2] ?? '').trim().includes(' '))
    return { what: 'score', score: Number(both[1]), comment: (both[2] ?? '').trim() }
  return isWords(content.text) ? { what: 'words', text: content.text.trim(), asksMore: asksMore(content.text) } : nothing
}

const numbers: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'cero zero',
    'uno un una um uma one',
    'dos dois duas two',
    'tres three',
    'cuatro quatro four',
    'cinco five',
    'seis six',
    'siete sete seven',
    'ocho oito eight',
    'nueve nove nine',
    'diez dez ten',
  ].flatMap((all, value) => all.split(' ').map((word) => [word, value])),
)

const before =
  /^(?:(?:le |les |te |lhe |yo |eu |i )?(?:doy|pongo|daria|pondria|dou|daria|give(?: it)?(?: an?)?)|(?:mi |minha |my )?(?:nota|puntaje|puntuacion|calificacion|respuesta|voto|score)(?: es| seria| e| is)?)\s*:?\s*/
const article = /^(?:un|una|um|uma|a|el|o)\s+(?=\S)/
const after =
  /\s*(?:(?:de|\/|sobre|out of)\s*(?:5|7|10|cinco|siete|diez|dez|ten|five|seven)|estrellas?|estrelas?|stars?|puntos?|pontos?|points?)$/
const thanks = /[\s,.!]*(?:(?:muchas |muito )?(?:gracias|obrigad[oa]|thanks|thank you))?[\s.!]*$/

/** The number that a whole text is: `5`, `un cinco`, `le pongo un 9`, `4/5`, `⭐⭐⭐`, `5️⃣`. */
export function numberIn(text: string): number | null {
  if (text.length > 60) return null
  const stars = [...text.matchAll(/⭐|🌟|★/gu)].length
  if (stars > 0) return text.replaceAll(/⭐|🌟|★|\uFE0F|\s/gu, '') === '' ? stars : null
  const plain = searchable(text.replaceAll('🔟', '10').replaceAll(/[\uFE0F\u20E3]/gu, ''))
    .replace(thanks, '')
    .replace(before, '')
    .replace(after, '')
    .trim()
  const word = /^\d{1,2}$/.test(plain) || plain in numbers ? plain : plain.replace(article, '')
  if (/^\d{1,2}$/.test(word)) return Number(word)
  return Object.hasOwn(numbers, word) ? (numbers[word] ?? null) : null
}

const greetings = /^(?:hola+|buenas?|buen dia|buenos dias|buenas tardes|buenas noches|hi|hello|oi|ola|bom dia|boa tarde|boa noite)[\s,.!]*$/
const wishes =
  /\b(?:quier[oa]s?|quisiera|necesito|mandame|mandas|manda|enviame|traeme|dame|haceme|pasame|reservame|pedido|pedir|encargo|encargar|consulta|consultar|ayuda|por favor|porfa|para hoy|para manana|quero|preciso|gostaria|pode|please|i want|i need|order)\b/

function asksMore(text: string): boolean {
  return /[?¿]/.test(text) || /^\s*\d+\s+\p{L}/u.test(text) || wishes.test(searchable(text)) || intentsOf(text).length > 0
}

/** Something is said: letters, and more than a greeting. */
const isWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !greetings.test(searchable(text))
