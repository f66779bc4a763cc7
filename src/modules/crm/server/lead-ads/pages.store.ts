import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Execute } from '#kernel/db/sql.ts'
import type { AdMapping, LeadDelivery, LeadPageFailure } from '#crm/contract/lead-ads.ts'

/** `token`, `appSecret` and `verifyToken` are sealed. */
export type StoredPage = {
  id: string
  pageId: string
  name: string
  token: string
  appSecret: string
  verifyToken: string
  mapping: AdMapping
  isActive: boolean
  heardAt: string | null
  failure: LeadPageFailure | null
  takenCount: number
  openCount: number
  createdAt: string
  version: number
}

const columns = sql`p.id, p.page_id as "pageId", p.name, p.token, p.app_secret as "appSecret", p.verify_token as "verifyToken", p.mapping,
  p.is_active as "isActive", p.heard_at as "heardAt", p.failure, p.created_at as "createdAt", p.version,
  (select count(*) from crm.lead_delivery d where d.org_id = p.org_id and d.lead_page_id = p.id and d.state = 'taken') as "takenCount",
  (select count(*) from crm.lead_delivery d where d.org_id = p.org_id and d.lead_page_id = p.id and d.state <> 'taken') as "openCount"`

export const all = (ctx: Ctx): Promise<StoredPage[]> =>
  ctx.sql<StoredPage>`select ${columns} from crm.lead_page p order by p.name, p.id limit 100`

export async function find(ctx: Ctx, id: string): Promise<StoredPage | undefined> {
  const [row] = await ctx.sql<StoredPage>`select ${columns} from crm.lead_page p where p.id = ${id}`
  return row
}

export type NewPage = Pick<StoredPage, 'id' | 'pageId' | 'name' | 'token' | 'appSecret' | 'verifyToken'> & { verifyHash: string }

/** False: the organization has this page already. */
export async function insert(ctx: Ctx, page: NewPage): Promise<boolean> {
  const made = await ctx.sql`
    insert into crm.lead_page (id, page_id, name, token, app_secret, verify_token, verify_hash, created_at)
    values (${page.id}, ${page.pageId}, ${page.name}, ${page.token}, ${page.appSecret}, ${page.verifyToken}, ${page.verifyHash}, ${ctx.now})
    on conflict (org_id, page_id) do nothing
    returning id`
  return made.length > 0
}

export async function update(
  ctx: Ctx,
  page: Pick<StoredPage, 'id' | 'token' | 'appSecret' | 'mapping' | 'isActive' | 'failure'>,
  version: number,
): Promise<boolean> {
  const changed = await ctx.sql`
    update crm.lead_page set token = ${page.token}, app_secret = ${page.appSecret}, mapping = ${JSON.stringify(page.mapping)}::jsonb,
      is_active = ${page.isActive}, failure = ${page.failure}, version = version + 1
    where id = ${page.id} and version = ${version} returning id`
  return changed.length > 0
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from crm.lead_page where id = ${id}`
}

/** Not more often than once a minute: a busy page would otherwise write this row with every lead. */
export async function heard(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`
    update crm.lead_page set heard_at = ${ctx.now}
    where id = ${id} and (heard_at is null or heard_at < ${ctx.now}::timestamptz - interval '1 minute')`
}

export async function setFailure(ctx: Ctx, id: string, failure: LeadPageFailure | null): Promise<void> {
  await ctx.sql`update crm.lead_page set failure = ${failure} where id = ${id} and failure is distinct from ${failure}`
}

export type RoutedPage = { orgId: string; id: string; pageId: string; appSecret: string }

/** Whose pages these are, as the platform: what the provider tells names no organization. */
export const route = (platform: Execute, pageIds: readonly string[]): Promise<RoutedPage[]> =>
  platform<RoutedPage>`
    select org_id as "orgId", id, page_id as "pageId", app_secret as "appSecret" from crm.lead_page
    where page_id = any(${pageIds}) and is_active`

export async function ownerOfVerifyToken(platform: Execute, hash: string): Promise<{ orgId: string; id: string } | undefined> {
  const [row] = await platform<{ orgId: string; id: string }>`
    select org_id as "orgId", id from crm.lead_page where verify_hash = ${hash}`
  return row
}

/** Keeps what was told of for the first time; answers its ids. */
export async function tell(ctx: Ctx, pageId: string, leadgenIds: readonly string[]): Promise<string[]> {
  const told = await ctx.sql<{ id: string }>`
    insert into crm.lead_delivery (id, lead_page_id, leadgen_id, told_at)
    select d.id, ${pageId}, d."leadgenId", ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(leadgenIds.map((leadgenId) => ({ id: ctx.newId(), leadgenId })))}::jsonb) as d(id uuid, "leadgenId" text)
    order by d."leadgenId"
    on conflict (org_id, lead_page_id, leadgen_id) do nothing
    returning id`
  return told.map(({ id }) => id)
}

export type OpenDelivery = { id: string; leadPageId: string; leadgenId: string; state: LeadDelivery['state'] }

export async function delivery(ctx: Ctx, id: string): Promise<OpenDelivery | undefined> {
  const [row] = await ctx.sql<OpenDelivery>`
    select id, lead_page_id as "leadPageId", leadgen_id as "leadgenId", state from crm.lead_delivery where id = ${id}`
  return row
}

export const deliveries = (ctx: Ctx, pageId: string): Promise<LeadDelivery[]> =>
  ctx.sql<LeadDelivery>`
    select d.id, d.leadgen_id as "leadgenId", d.state, d.failure, d.contact_id as "contactId", c.name as "contactName", d.told_at as "toldAt"
    from crm.lead_delivery d left join crm.contact c on c.org_id = d.org_id and c.id = d.contact_id
    where d.lead_page_id = ${pageId}
    order by d.told_at desc, d.id desc
    limit 50`

export async function settle(
  ctx: Ctx,
  id: string,
  end: { state: 'taken'; contactId: string; leadId: string } | { state: 'failed'; failure: string },
): Promise<void> {
  const { contactId, leadId, failure } = { contactId: null, leadId: null, failure: null, ...end }
  await ctx.sql`
    update crm.lead_delivery set state = ${end.state}, contact_id = ${contactId}, lead_id = ${leadId}, failure = ${failure} where id = ${id}`
}

/** What was not taken is waiting again; answers which. */
export async function reopen(ctx: Ctx, pageId: string): Promise<string[]> {
  const open = await ctx.sql<{ id: string }>`
    update crm.lead_delivery set state = 'waiting', failure = null where lead_page_id = ${pageId} and state <> 'taken' returning id`
  return open.map(({ id }) => id)
}
