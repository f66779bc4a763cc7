import { platformOrg } from '#kernel/contract/ids.ts'
import type { Execute } from '#kernel/db/sql.ts'

/** The jobs of one name that one organization has among its dead letters. `org` is null for those of the platform itself. */
export type Abandoned = { org: string | null; name: string; jobs: number; since: string; lastError: string }

/** What was given up in the whole installation, for whoever runs it; the payloads stay with their organizations. */
export async function listAbandoned(platform: Execute): Promise<Abandoned[]> {
  const rows = await platform<{ org: string; name: string; jobs: number; since: string; lastError: string }>`
    select j.org_id as org, j.name, count(*) as jobs, min(j.dead_at) as since,
      (array_agg(coalesce(j.last_error, '') order by j.dead_at desc, j.id desc))[1] as "lastError"
    from kernel.job j where j.state = 'dead' group by j.org_id, j.name order by j.org_id, j.name`
  return rows.map((row) => ({ ...row, org: row.org === platformOrg ? null : row.org }))
}
