/**
 * Phrases as customers type them, each with what it asks for: `2 papas:grandes` (quantity, product, variant), `?` for something of
 * which there are several (`2 ?combo`: two of something, it has to be asked which), `/Sin picante` a choice, `"…"` a note, `-flan`
 * taken out, `=3` the last one is three, `*` what they always have. Written before there was a parser, by no customer.
 */
import { first } from './first.ts'
import { second } from './second.ts'
import { third } from './third.ts'

export type LabelledPhrase = { text: string; wanted: string }

export const phrases: readonly LabelledPhrase[] = [...first, ...second, ...third].map((line) => {
  const cut = line.indexOf(' | ')
  return { text: line.slice(0, cut), wanted: line.slice(cut + 3) }
})

/** Which half a phrase is in is decided by its letters alone: one to choose by, one that is only looked at for the figures. */
export function halves(all: readonly LabelledPhrase[] = phrases): { tuning: LabelledPhrase[]; heldOut: LabelledPhrase[] } {
  return { tuning: all.filter(isForTuning), heldOut: all.filter((phrase) => !isForTuning(phrase)) }
}

/** FNV-1a (draft-eastlake-fnv). */
function isForTuning({ text }: LabelledPhrase): boolean {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return ((hash >>> 7) & 1) === 0
}
