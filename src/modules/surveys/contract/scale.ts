/** What can be asked and how answers are told apart. Pure, without schemas: the browser uses it too. */

export const kinds = ['csat', 'nps', 'ces', 'open'] as const
export type SurveyKind = (typeof kinds)[number]

export const bands = ['good', 'middle', 'bad'] as const
export type Band = (typeof bands)[number]

type Scale = { min: number; max: number; goodFrom: number; badUpTo: number }

/** CSAT 1-5 (4 and 5 are satisfied), NPS 0-10 (9 and 10 promote, up to 6 detract), CES 1-7 (5 and more was easy). Open ones have none. */
const scales: Record<SurveyKind, Scale | null> = {
  csat: { min: 1, max: 5, goodFrom: 4, badUpTo: 2 },
  nps: { min: 0, max: 10, goodFrom: 9, badUpTo: 6 },
  ces: { min: 1, max: 7, goodFrom: 5, badUpTo: 3 },
  open: null,
}

export const scaleOf = (kind: SurveyKind): Scale | null => scales[kind]

/** Every score, the best first. */
export function scoresOf(kind: SurveyKind): number[] {
  const scale = scales[kind]
  return scale ? Array.from({ length: scale.max - scale.min + 1 }, (_, i) => scale.max - i) : []
}

export const isScore = (kind: SurveyKind, score: number): boolean => {
  const scale = scales[kind]
  return scale !== null && Number.isInteger(score) && score >= scale.min && score <= scale.max
}

export function bandOf(kind: SurveyKind, score: number): Band {
  const scale = scales[kind]
  if (!scale || score >= scale.goodFrom) return 'good'
  return score <= scale.badUpTo ? 'bad' : 'middle'
}

/** Beside this many answers a score says little; it is shown with that said. */
export const fewAnswers = 30
