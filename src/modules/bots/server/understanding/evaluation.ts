import { intents, languages, moods } from '#bots/contract/understanding.ts'
import { keptModel, type Model } from './model.ts'
import { halves, phrases, type Phrase } from './phrases.ts'
import { understand } from './understand.ts'

/** How often what was said (`rows`) was taken for what (columns), and what follows from it. */
export type Score = { names: readonly string[]; matrix: number[][]; perName: Measure[]; macroF1: number; accuracy: number }
export type Measure = { name: string; count: number; precision: number; recall: number; f1: number }

/** `pairs`: what it is, what it was taken for. Names that never occur count for nothing. */
export function scoreOf(names: readonly string[], pairs: readonly (readonly [string, string])[]): Score {
  const matrix = names.map((said) => names.map((taken) => pairs.filter(([one, other]) => one === said && other === taken).length))
  const perName = names.map((name, i) => {
    const right = matrix[i]?.[i] ?? 0
    const count = sum(matrix[i] ?? [])
    const taken = sum(matrix.map((row) => row[i] ?? 0))
    const [precision, recall] = [taken === 0 ? 0 : right / taken, count === 0 ? 0 : right / count]
    return { name, count, precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
  })
  const occurring = perName.filter(({ count }) => count > 0)
  return {
    names,
    matrix,
    perName,
    macroF1: occurring.length === 0 ? 0 : sum(occurring.map(({ f1 }) => f1)) / occurring.length,
    accuracy: pairs.length === 0 ? 0 : pairs.filter(([one, other]) => one === other).length / pairs.length,
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

export type Evaluation = { trained: number; tested: number; intent: Score; mood: Score; language: Score }

/** What the kept model is worth on phrases that it has never seen. */
export function evaluate(model: Model = keptModel): Evaluation {
  const { training, heldOut } = halves(phrases())
  return { trained: training.length, ...evaluateOn(heldOut, model) }
}

export function evaluateOn(set: readonly Phrase[], model: Model): Omit<Evaluation, 'trained'> {
  const read = set.map((phrase) => ({ phrase, found: understand(phrase.text, model) }))
  return {
    tested: set.length,
    intent: scoreOf(
      intents,
      read.map(({ phrase, found }) => [phrase.intent, found.intent] as const),
    ),
    mood: scoreOf(
      moods,
      read.map(({ phrase, found }) => [phrase.mood, found.mood] as const),
    ),
    language: scoreOf(
      languages,
      read.map(({ phrase, found }) => [phrase.language, found.language] as const),
    ),
  }
}
