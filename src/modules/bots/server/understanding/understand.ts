import type { Understanding } from '#bots/contract/understanding.ts'
import { featuresOf } from './features.ts'
import { languageOf } from './languages.ts'
import { best, keptModel, likelihoods, type Model } from './model.ts'
import { sentimentOf } from './sentiment.ts'
import { tokensOf } from './tokens.ts'

/**
 * What a message is in, how it sounds and what it is for. Pure and local: no key, no network, well below a millisecond.
 * The intent is always one of the list; `confidence` says how far to believe it.
 */
export function understand(text: string, model: Model = keptModel): Understanding {
  const tokens = tokensOf(text)
  const felt = sentimentOf(tokens)
  const hasWords = tokens.some(({ kind }) => kind === 'word')
  const found = best(likelihoods(model, featuresOf(tokens, felt.sentiment)))
  return { language: languageOf(tokens), ...felt, ...(hasWords ? found : { intent: greets(text) ? 'greeting' : 'other', confidence: 0.9 }) }
}

/** A waving hand and nothing else is a greeting too. */
const greets = (text: string): boolean => /^(?:\s|\u{1F44B}|[\u{1F3FB}-\u{1F3FF}])+$/u.test(text) && text.includes('👋')
