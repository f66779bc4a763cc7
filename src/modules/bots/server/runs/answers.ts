import { parsePhone } from '#kernel/contract/phone.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { NodeOf } from '#bots/contract/flow.ts'
import { dateIn } from './date-words.ts'
import type { Facts, Heard } from './heard.ts'
import { choiceIn } from './match.ts'
import { numberIn } from './number-words.ts'

/** What is kept of a free text: nobody reads a novel in a note. */
const mostKept = 1000

/** `why`: what to say about it, a key of the phrases. */
export type Reading =
  | { value: string | number }
  | {
      why:
        | 'not_number'
        | 'out_of_range'
        | 'not_phone'
        | 'not_email'
        | 'not_date'
        | 'not_choice'
        | 'not_place'
        | 'not_file'
        | 'no_words'
        | 'voice'
    }

type Answer = NodeOf<'question'>['answer']

/** What a message says to a question of a kind, or why it says nothing. */
export function read(answer: Answer, { said, understood }: Heard, facts: Facts): Reading {
  if (answer.type === 'location') {
    if (said.kind === 'place') return { value: `${said.latitude},${said.longitude}${said.name ? ` ${said.name}` : ''}` }
    // An address that is typed is as good as a pin.
    const text = said.kind === 'text' ? tidy(said.text) : ''
    return /\d/.test(text) && /\p{L}{3}/u.test(text) ? { value: text } : { why: said.kind === 'voice' ? 'voice' : 'not_place' }
  }
  if (answer.type === 'file') return said.kind === 'file' ? { value: said.name } : { why: 'not_file' }
  if (said.kind === 'voice') return { why: 'voice' }
  const text = said.kind === 'text' ? said.text : said.kind === 'choice' ? said.title : said.kind === 'file' ? said.caption : ''
  if (!/[\p{L}\p{N}]/u.test(text)) return { why: 'no_words' }
  switch (answer.type) {
    case 'text':
      return { value: tidy(text) }
    case 'number': {
      const value = numberIn(text)
      if (value === null) return { why: 'not_number' }
      const isInside = (answer.min === null || value >= answer.min) && (answer.max === null || value <= answer.max)
      return isInside ? { value } : { why: 'out_of_range' }
    }
    case 'phone': {
      const digits = /\+?\d[\d\s().-]{5,}\d/.exec(text)?.[0] ?? text
      const phone = parsePhone(digits, { country: facts.country })
      return 'e164' in phone ? { value: phone.e164 } : { why: 'not_phone' }
    }
    case 'email': {
      const found = /[^\s@<>,;:()]+@[^\s@<>,;:()]+\.[a-z]{2,}/i.exec(text)?.[0]
      return found ? { value: found.toLowerCase().replace(/\.$/, '') } : { why: 'not_email' }
    }
    case 'date': {
      const day = dateIn(text, facts.today)
      return day === null ? { why: 'not_date' } : { value: day }
    }
    case 'choice': {
      const options = answer.options.map((title, i) => ({ id: String(i), title, words: [], intent: null }))
      const chosen = choiceIn(text, options, understood)
      return chosen === null ? { why: 'not_choice' } : { value: answer.options[Number(chosen)] ?? '' }
    }
  }
}

const tidy = (text: string): string => text.replace(/\s+/gu, ' ').trim().slice(0, mostKept)

const person =
  'persona|humano|humana|alguien|asesora?|agente|vendedora?|operadora?|encargad[oa]|emplead[oa]|representante|chic[oa]|duen[oa]|atendente|human|person|agent'
const wish =
  'hablar|habl[ao]me|comunicar|comunicarme|comuniquen|pasa(?:me|r)|atienda|atiendan|atender|atendido|contactar|llamen|llamame|falar|talk|speak'

/** "Quiero hablar con una persona". Told by the words alone, whatever the language baseline thinks. */
export function asksForPerson(text: string): boolean {
  const plain = searchable(text.slice(0, 400))
  return (
    new RegExp(`\\b(?:${wish})\\b.{0,40}\\b(?:${person})\\b`).test(plain) ||
    new RegExp(
      `^(?:(?:quiero|necesito|con|un|una|a|por favor|otra) )*(?:${person})(?: (?:real|por favor|porfa|ya|de verdad))*[.! ]*$`,
    ).test(plain) ||
    /\b(?:no quiero|basta de|odio)\b.{0,20}\b(?:bot|robot|maquina)\b/.test(plain)
  )
}
