import { numberWords } from '#kernel/contract/number-words.ts'
import { own } from '#kernel/contract/own.ts'
import { searchable } from '#kernel/contract/text.ts'

/**
 * Numbers as people write them in a chat: `3`, `2,5`, `1.500,50`, `dos y medio`, `media docena`, `tres docenas y media`,
 * `mil quinientos`, `1/2`, `un par`. Null when the text says no number, or more than one that do not belong together.
 */
export function numberIn(text: string): number | null {
  const plain = searchable(text).replace(/[¡!¿?]/g, ' ')
  return inDigits(plain) ?? inWords(plain)
}

function inDigits(text: string): number | null {
  const found = [...text.matchAll(/(?<![\w/])-?\d[\d.,]*(?:\/\d+)?(?![\w]*\/)/g)].map(([written]) => written)
  const [written] = found
  if (written === undefined || found.length > 1) return null
  const after = text.slice(text.indexOf(written) + written.length)
  const value = read(written.replace(/[.,]+$/, ''))
  if (value === null) return null
  const dozens = /^\s*(docenas?|dz)\b/.test(after) ? 12 : 1
  const half = /^\s*(docenas?\s+)?(kilos?|kg|litros?)?\s*y medi[oa]\b/.test(after) ? 0.5 : 0
  return (value + half) * dozens
}

/** A point or a comma before exactly three figures parts thousands; the other one, or a single one before others, parts the rest. */
function read(written: string): number | null {
  const [over, under] = written.split('/')
  if (under !== undefined) return Number(under) === 0 ? null : Number(over) / Number(under)
  const isThousands = /^-?\d{1,3}([.,]\d{3})+$/.test(written)
  const plain = isThousands
    ? written.replace(/[.,]/g, '')
    : /,\d+$/.test(written)
      ? written.replace(/\./g, '').replace(',', '.')
      : written.replace(/,/g, '')
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

const fillers = new Set(['y', 'de', 'como', 'unos', 'unas', 'son', 'seria', 'serian', 'para', 'creo', 'que', 'mas', 'o', 'menos', 'quiero'])

function inWords(text: string): number | null {
  const words = text.split(/[^a-z]+/).filter(Boolean)
  const first = words.findIndex((word) => own(numberWords, word) !== undefined || /^(medi[oa]|par|mil|docenas?)$/.test(word))
  if (first < 0) return null
  let [total, part, seen] = [0, 0, false]
  for (const word of words.slice(first)) {
    const value = own(numberWords, word)
    if (value !== undefined) {
      // "dos o tres": which of both nobody can tell. "treinta y dos", "ciento veinte" and "dos mil" belong together.
      if (seen && part > 0 && !fits(part, value)) return null
      part += value
      seen = true
    } else if (word === 'mil') {
      total += (part === 0 ? 1 : part) * 1000
      part = 0
      seen = true
    } else if (/^docenas?$/.test(word)) {
      part = (part === 0 ? 1 : part) * 12
      seen = true
    } else if (/^medi[oa]$/.test(word)) {
      // Half of a dozen is six: whether of the dozen that came before or of the one that comes after.
      const isOfDozen = /\bdocenas?\b/.test(text)
      const isAfter = isOfDozen && words.indexOf('docena') >= 0 && words.indexOf(word) < words.findIndex((one) => /^docenas?$/.test(one))
      if (isAfter && part === 0) part = 0.5
      else part += isOfDozen ? 6 : 0.5
      seen = true
    } else if (word === 'par') {
      part = 2
      seen = true
    } else if (!fillers.has(word) && seen && total + part > 0) {
      // What is counted may stand between the number and its half: "dos kilos y medio".
      continue
    }
  }
  return seen ? total + part : null
}

const fits = (before: number, next: number): boolean =>
  (before % 100 === 0 && next < 100) ||
  (before >= 20 && before < 100 && before % 10 === 0 && next < 10) ||
  (before > 100 && before % 10 === 0 && next < 10)
