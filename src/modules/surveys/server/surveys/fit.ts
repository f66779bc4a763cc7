import { createHash } from 'node:crypto'
import type { SurveyAbout } from '#surveys/contract/survey.ts'
import type { SurveyRow } from '#surveys/server/surveys/surveys.store.ts'

/** Something to ask about. `key`: one survey asks once of each. */
export type Occasion = { about: SurveyAbout; key: string; at: string; brandId: string; channelId: string; teamId: string | null }

/** Of a resolution. */
export const occasionKey = ({ conversationId, resolvedAt }: { conversationId: string; resolvedAt: string }): string =>
  `resolved:${conversationId}:${resolvedAt}`

const delivered = 'delivered:'
export const deliveryKey = (source: string): string => `${delivered}${source}`
export const isDelivery = (key: string): boolean => key.startsWith(delivered)

/** The first survey that is about this and whose sample it falls into. */
export const fitting = (surveys: readonly SurveyRow[], occasion: Occasion): SurveyRow | undefined =>
  surveys.find((survey) => isAbout(survey, occasion) && isSampled(survey, occasion))

const isAbout = (
  { about, brandIds, channelIds, teamIds, activeSince }: SurveyRow,
  { about: what, brandId, channelId, teamId, at }: Occasion,
): boolean =>
  about === what && (activeSince ?? '') <= at && holds(brandIds, brandId) && holds(channelIds, channelId) && holds(teamIds, teamId)

const holds = (ids: readonly string[], id: string | null): boolean => ids.length === 0 || (id !== null && ids.includes(id))

/** By chance, and the same whenever it is asked. */
export function isSampled({ id, samplePercent }: Pick<SurveyRow, 'id' | 'samplePercent'>, { key }: Pick<Occasion, 'key'>): boolean {
  const draw = createHash('sha256').update(`${id} ${key}`).digest().readUInt32BE(0)
  return draw < (samplePercent / 100) * 2 ** 32
}
