import { oneOf } from '#web/search.ts'

export const spans = ['30', '60', '90', '365'] as const
export type Span = (typeof spans)[number]
export const shows = ['todas', 'buenas', 'regulares', 'malas'] as const
export type Show = (typeof shows)[number]

/** Which survey (none: the first), how many days, and which answers. */
export type ResultsSearch = { encuesta?: string; dias: Span; ver: Show; comentadas?: string }

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const resultsSearch = (raw: Record<string, unknown>): ResultsSearch => ({
  ...(typeof raw['encuesta'] === 'string' && id.test(raw['encuesta']) && { encuesta: raw['encuesta'] }),
  dias: oneOf(spans, raw['dias'], '60'),
  ver: oneOf(shows, raw['ver'], 'todas'),
  ...(raw['comentadas'] === '1' && { comentadas: '1' }),
})
