import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { ProposalSettings } from '#sales/contract/proposal-settings.ts'

/** `skipped`: what is not made of accepted proposals, by its code. */
export type StoredSettings = Omit<ProposalSettings, 'followups'> & { skipped: string[] }

const columns = sql`s.limits, s.prefixes, s.skipped_followups as skipped, s.version`

export async function find(ctx: Ctx): Promise<StoredSettings | undefined> {
  const [row] = await ctx.sql<StoredSettings>`select ${columns} from sales.proposal_settings s`
  return row
}

/** Nothing when somebody else was faster: version 1 is how it comes, before anybody wrote it. */
export async function save(ctx: Ctx, { limits, prefixes, skipped, version }: StoredSettings): Promise<StoredSettings | undefined> {
  const [row] = await ctx.sql<StoredSettings>`
    insert into sales.proposal_settings as s (limits, prefixes, skipped_followups, version)
    values (${JSON.stringify(limits)}::jsonb, ${JSON.stringify(prefixes)}::jsonb, ${skipped}, ${version + 1})
    on conflict (org_id) do update set limits = excluded.limits, prefixes = excluded.prefixes,
      skipped_followups = excluded.skipped_followups, version = excluded.version
    where s.version = ${version}
    returning ${columns}`
  return row
}

/** The next number of a series: whoever takes it holds the row until their transaction is over, and gives it back when it fails. */
export async function next(ctx: Ctx, prefix: string, year: number): Promise<number> {
  const [row] = await ctx.sql<{ last: number }>`
    insert into sales.proposal_series as s (prefix, year, last) values (${prefix}, ${year}, 1)
    on conflict (org_id, prefix, year) do update set last = s.last + 1 returning s.last`
  if (!row) throw new Error('a series gave no number')
  return row.last
}
