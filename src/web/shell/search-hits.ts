import { queryOptions } from '@tanstack/react-query'
import { answerOf } from '#web/api.ts'

export type SearchHit = { id: string; kind: string; title: string; subtitle: string; href: string }

/** Hits of all modules for the palette: `GET /api/v1/search?text=`. */
export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ['/search', { text }] as const,
    queryFn: async ({ signal }) =>
      (await answerOf(await fetch(`/api/v1/search?${new URLSearchParams({ text })}`, { signal }))) as { items: SearchHit[] },
    staleTime: 15_000,
  })
