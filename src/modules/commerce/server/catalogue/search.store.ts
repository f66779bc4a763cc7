import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Search } from '#commerce/server/catalogue/product-words.ts'

/** Ids in the order of `find_product`. A pattern that is missing matches everything. */
export const found = ({ prefix, patterns: [first = '%', second = '%', third = '%', ...rest] }: Search, most: number): Statement =>
  sql`commerce.find_product(${prefix}, ${first}, ${second}, ${third}, ${rest}::text[], ${most})`

export const matching = (search: Search, most: number): Statement => sql`p.id = any(array(select ${found(search, most)}))`
