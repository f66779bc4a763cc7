import { z } from 'zod'

/**
 * The one grammar of lists. A list takes `cursor`, `limit`, `sort` (a declared field, `-` in front for descending),
 * `search` and `filter` (`field:operator:value`, several are and-ed; values of `in` are separated by `|`).
 */
export const Listing = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  sort: z.string().max(60).optional(),
  search: z.string().trim().max(200).optional(),
  filter: z
    .union([z.string().max(500), z.array(z.string().max(500)).max(20)])
    .optional()
    .transform((value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value)),
})
export type Listing = z.output<typeof Listing>

export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })
export type Page<T> = { items: T[]; next: string | null }
