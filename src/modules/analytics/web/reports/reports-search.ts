import { type BoardSearch, boardSearch } from '#analytics/web/board/board-search.ts'

export type ReportsSearch = BoardSearch & { informe?: string; por?: string; orden?: string }

const word = (raw: unknown): string | undefined => (typeof raw === 'string' && /^-?[a-z_.-]{1,90}$/.test(raw) ? raw : undefined)

/** What the address says: `/informes?informe=conversations.volume&por=team&period=last-30-days&orden=-sent`. */
export function reportsSearch(raw: Record<string, unknown>): ReportsSearch {
  const [informe, por, orden] = [word(raw.informe), word(raw.por), word(raw.orden)]
  return {
    ...boardSearch({ period: 'last-7-days', ...raw }),
    ...(informe && { informe }),
    ...(por && { por }),
    ...(orden && { orden }),
  }
}
