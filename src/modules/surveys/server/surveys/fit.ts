import { createHash } from 'node:crypto'
import type { SurveyRow } from '#surveys/server/surveys/surveys.store.ts'

export type Occasion = { conversationId: string; resolvedAt: string; brandId: string; channelId: string; teamId: string | null }

/** One survey asks once of each resolution. */
export const occasionKey = ({ conversationId, resolvedAt }: Pick<Occasion, 'conversationId' | 'resolvedAt'>): string =>
  `resolved:${conversationId}:${resolvedAt}`

/** The first survey that is about this conversation and whose sample it falls into. */
export const fitting = (surveys: readonly SurveyRow[], occasion: Occasion): SurveyRow | undefined =>
  surveys.find((survey) => isAbout(survey, occasion) && isSampled(survey, occasion))

const isAbout = (
  { brandIds, channelIds, teamIds, activeSince }: SurveyRow,
  { brandId, channelId, teamId, resolvedAt }: Occasion,
): boolean => (activeSince ?? '') <= resolvedAt && holds(brandIds, brandId) && holds(channelIds, channelId) && holds(teamIds, teamId)

const holds = (ids: readonly string[], id: string | null): boolean => ids.length === 0 || (id !== null && ids.includes(id))

/** By chance, and the same whenever it is asked. */
export function isSampled(
  { id, samplePercent }: Pick<SurveyRow, 'id' | 'samplePercent'>,
  occasion: Pick<Occasion, 'conversationId' | 'resolvedAt'>,
): boolean {
  const draw = createHash('sha256')
    .update(`${id} ${occasionKey(occasion)}`)
    .digest()
    .readUInt32BE(0)
  return draw < (samplePercent / 100) * 2 ** 32
}
