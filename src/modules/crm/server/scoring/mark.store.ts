import { sql } from '#kernel/db/sql.ts'

/** For lists that are sorted or filtered by it: every contact has one, and walking its index is how the best come first. */
export const joined = sql`join crm.contact_score cs on cs.org_id = c.org_id and cs.contact_id = c.id`
export const scoreFields = {
  score: { column: sql`cs.rule_score`, type: 'number', sortable: true, filterable: true },
  winPercent: { column: sql`cs.win_percent`, type: 'number', filterable: true },
  grade: { column: sql`cs.grade`, type: 'text', filterable: true },
} as const
export const asksForScore = ({ sort = '', filter }: { sort?: string | undefined; filter: readonly string[] }): boolean =>
  /^-?score$/.test(sort) || filter.some((one) => /^(score|winPercent|grade):/.test(one))
