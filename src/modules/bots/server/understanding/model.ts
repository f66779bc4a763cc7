import { type Intent, intents } from '#bots/contract/understanding.ts'
import { places } from './features.ts'
import kept from './model.json' with { type: 'json' }

/** A weight per intent and place, `weights[intent * places + place]`. */
export type Model = { weights: Float32Array }

export type KeptModel = { scale: number; weights: string }

/** Weights in 255 steps: small enough to keep beside the code. */
export function packed({ weights }: Model): KeptModel {
  const most = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 1e-9)
  const scale = Math.round((most / 127) * 1e8) / 1e8
  return { scale, weights: Buffer.from(Int8Array.from(weights, (weight) => Math.round(weight / scale)).buffer).toString('base64') }
}

export function unpacked({ scale, weights }: KeptModel): Model {
  const bytes = Buffer.from(weights, 'base64')
  return { weights: Float32Array.from(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), (step) => step * scale) }
}

export const keptModel: Model = unpacked(kept)

/** How likely each intent is, in the order of `intents`. */
export function likelihoods({ weights }: Model, features: ReadonlyMap<number, number>): number[] {
  const scores = intents.map((_intent, i) => {
    let score = 0
    for (const [place, weight] of features) score += weight * (weights[i * places + place] ?? 0)
    return score
  })
  const top = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - top))
  const all = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / all)
}

export function best(chances: readonly number[]): { intent: Intent; confidence: number } {
  const i = chances.reduce((top, chance, at) => (chance > (chances[top] ?? 0) ? at : top), 0)
  return { intent: intents[i] ?? 'other', confidence: Math.round((chances[i] ?? 0) * 100) / 100 }
}
