import { type Intent, intents } from '#bots/contract/understanding.ts'
import { featuresOf, places } from './features.ts'
import { likelihoods, type Model, packed, unpacked } from './model.ts'
import { sentimentOf } from './sentiment.ts'
import { tokensOf } from './tokens.ts'

/** Chosen by cross-validation within the training half (`npm run eval -- --train`). */
export const settings = { rounds: 160, step: 2.5, decay: 0.0012 }

export type Example = { text: string; intent: Intent }

/**
 * Multinomial logistic regression with decaying weights, by plain gradient descent over all examples at once: no chance is
 * involved, so the same phrases give the same model. Rare intents weigh as much as frequent ones.
 */
export function train(examples: readonly Example[], { rounds, step, decay } = settings): Model {
  const rows = examples.map(({ text, intent }) => {
    const tokens = tokensOf(text)
    return { features: featuresOf(tokens, sentimentOf(tokens).sentiment), goal: intents.indexOf(intent) }
  })
  const counts = intents.map((_intent, i) => rows.filter(({ goal }) => goal === i).length)
  const present = counts.filter((count) => count > 0).length
  const weights = new Float32Array(intents.length * places)
  const slope = new Float32Array(weights.length)
  for (let round = 0; round < rounds; round++) {
    slope.fill(0)
    for (const { features, goal } of rows) {
      const share = 1 / (present * (counts[goal] ?? 1))
      const chances = likelihoods({ weights }, features)
      for (let i = 0; i < intents.length; i++) {
        const miss = share * ((i === goal ? 1 : 0) - (chances[i] ?? 0))
        for (const [place, weight] of features) slope[i * places + place] = (slope[i * places + place] ?? 0) + miss * weight
      }
    }
    const pace = step * 4 * (1 - (0.7 * round) / rounds)
    for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] ?? 0) * (1 - pace * decay) + pace * (slope[at] ?? 0)
  }
  return unpacked(packed({ weights }))
}
