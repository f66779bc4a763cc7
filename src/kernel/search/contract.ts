import { z } from 'zod'
import { endpoint, member } from '#kernel/contract/declare.ts'

export const SearchHit = z.object({ id: z.string(), kind: z.string(), title: z.string(), subtitle: z.string(), href: z.string() })

/** What the palette finds: the best hits of every module whose rows the caller may read. */
export const search = endpoint({
  method: 'GET',
  path: '/search',
  permission: member,
  input: z.object({ text: z.string().trim().min(2).max(100) }),
  output: z.object({ items: z.array(SearchHit) }),
})
