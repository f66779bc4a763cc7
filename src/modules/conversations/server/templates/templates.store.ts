import type { Template, TemplateCategory, TemplateDesign, TemplateState, VariableSource } from '#conversations/contract/template.ts'
import type { Listing, Page } from '#kernel/contract/page.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list as listing } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'

export type TemplateRow = Omit<Template, 'isFillable' | 'headerFile'> & {
  providerId: string | null
  /** How often it was paused for its quality. */
  pauses: number
  /** Instants at which an approved one was edited. */
  edits: string[]
}

const columns = sql`
  t.id, t.waba_id as "wabaId", t.provider_id as "providerId", t.name, t.language, t.category, t.state, t.quality, t.design, t.change,
  t.reason, t.advice, t.pauses, t.paused_until as "pausedUntil", t.previous_category as "previousCategory",
  t.category_changed_at as "categoryChangedAt", t.sources, t.edits, t.used_at as "usedAt", t.updated_at as "updatedAt", t.version`

const fields = {
  name: { column: sql`t.name`, type: 'text', sortable: true },
  state: { column: sql`t.state`, type: 'text', filterable: true },
  category: { column: sql`t.category`, type: 'text', filterable: true },
  language: { column: sql`t.language`, type: 'text', filterable: true },
  quality: { column: sql`t.quality`, type: 'text', filterable: true },
  wabaId: { column: sql`t.waba_id`, type: 'text', filterable: true },
  usedAt: { column: sql`t.used_at`, type: 'instant', sortable: true, nullable: true },
  updatedAt: { column: sql`t.updated_at`, type: 'instant', sortable: true },
} as const

export function list(ctx: Ctx, input: Listing, wabaId: string | undefined): Promise<Page<TemplateRow>> {
  const where = [sql`t.deleted_at is null`, ...(wabaId === undefined ? [] : [sql`t.waba_id = ${wabaId}`])]
  const search = (text: string) => sql`strpos(t.search_text, ${searchable(text)}) > 0`
  return listing<TemplateRow>(
    ctx,
    { from: sql`from conversations.template t`, columns, fields, where, defaultSort: 'name', tieBreaker: sql`t.id`, search },
    input,
  )
}

export async function find(ctx: Ctx, id: string): Promise<TemplateRow | undefined> {
  const [row] = await ctx.sql<TemplateRow>`select ${columns} from conversations.template t where t.id = ${id} and t.deleted_at is null`
  return row
}

export async function lock(ctx: Ctx, id: string): Promise<TemplateRow | undefined> {
  const [row] = await ctx.sql<TemplateRow>`
    select ${columns} from conversations.template t where t.id = ${id} and t.deleted_at is null for update`
  return row
}

export async function ofAccount(ctx: Ctx, wabaId: string): Promise<TemplateRow[]> {
  return ctx.sql<TemplateRow>`
    select ${columns} from conversations.template t where t.waba_id = ${wabaId} and t.deleted_at is null order by t.name, t.language`
}

/** All of an account, held: whoever compares them with the provider's does so alone. */
export async function lockAccount(ctx: Ctx, wabaId: string): Promise<TemplateRow[]> {
  return ctx.sql<TemplateRow>`
    select ${columns} from conversations.template t where t.waba_id = ${wabaId} and t.deleted_at is null order by t.id for update`
}

/** The one that a notice of the provider is about. */
export async function lockNamed(
  ctx: Ctx,
  wabaId: string,
  { providerId, name, language }: { providerId: string | null; name: string; language: string | null },
): Promise<TemplateRow[]> {
  return ctx.sql<TemplateRow>`
    select ${columns} from conversations.template t
    where t.waba_id = ${wabaId} and t.deleted_at is null
      and (t.provider_id = ${providerId} or (t.name = ${name} and t.language = ${language}))
    order by t.id for update`
}

/** Writes whole rows, new ones too. Nothing comes back for a name and language that another row has. */
export async function save(ctx: Ctx, rows: readonly TemplateRow[]): Promise<{ id: string }[]> {
  if (rows.length === 0) return []
  const all = rows.map((row) => ({ ...row, searchText: searchTextOf(row) }))
  return ctx.sql`
    insert into conversations.template as t (
      id, waba_id, provider_id, name, language, category, state, quality, design, change, reason, advice, pauses, paused_until,
      previous_category, category_changed_at, sources, edits, used_at, search_text, created_at, updated_at)
    select
      n.id, n."wabaId", n."providerId", n.name, n.language, n.category, n.state, n.quality, n.design, nullif(n.change, 'null'::jsonb), n.reason,
      n.advice, n.pauses, n."pausedUntil", n."previousCategory", n."categoryChangedAt", n.sources, n.edits, n."usedAt", n."searchText",
      ${ctx.now}, ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as n (
      id uuid, "wabaId" text, "providerId" text, name text, language text, category text, state text, quality text, design jsonb, change jsonb,
      reason text, advice text, pauses int, "pausedUntil" timestamptz, "previousCategory" text, "categoryChangedAt" timestamptz,
      sources jsonb, edits jsonb, "usedAt" timestamptz, "searchText" text)
    on conflict (org_id, id) do update set
      provider_id = excluded.provider_id, name = excluded.name, language = excluded.language, category = excluded.category,
      state = excluded.state, quality = excluded.quality, design = excluded.design, change = excluded.change, reason = excluded.reason,
      advice = excluded.advice, pauses = excluded.pauses, paused_until = excluded.paused_until,
      previous_category = excluded.previous_category, category_changed_at = excluded.category_changed_at, sources = excluded.sources,
      edits = excluded.edits, search_text = excluded.search_text, updated_at = excluded.updated_at, version = t.version + 1
    returning t.id`
}

const searchTextOf = ({ name, design }: TemplateRow): string =>
  searchable([name.replaceAll('_', ' '), name, design.body, design.footer ?? ''].join(' ')).slice(0, 4000)

/** Whether a name and language are taken by another one. */
export async function isTaken(ctx: Ctx, wabaId: string, name: string, language: string, except: string): Promise<boolean> {
  const rows = await ctx.sql`
    select t.id from conversations.template t
    where t.waba_id = ${wabaId} and t.name = ${name} and t.language = ${language} and t.deleted_at is null and t.id <> ${except}`
  return rows.length > 0
}

/** When the last template of that name went from the provider, if there is none of that name any more. */
export async function lastGone(ctx: Ctx, wabaId: string, name: string): Promise<string | null> {
  const [row] = await ctx.sql<{ at: string | null }>`
    select case when bool_or(t.deleted_at is null and t.provider_id is not null) then null
      else max(t.deleted_at) filter (where t.provider_id is not null) end as at
    from conversations.template t where t.waba_id = ${wabaId} and t.name = ${name}`
  return row?.at ?? null
}

export async function remove(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.sql`update conversations.template set deleted_at = ${ctx.now}, version = version + 1 where id = any(${ids})`
}

export async function touch(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`update conversations.template set used_at = ${ctx.now} where id = ${id}`
}

export type AccountRow = { wabaId: string; syncedAt: string | null; failure: string | null }

export const accounts = (ctx: Ctx): Promise<AccountRow[]> => ctx.sql<AccountRow>`
  select a.waba_id as "wabaId", a.synced_at as "syncedAt", a.failure from conversations.template_account a order by a.waba_id`

/** `failure` null: it was seen just now. */
export async function noteSync(ctx: Ctx, wabaId: string, failure: string | null): Promise<void> {
  await ctx.sql`
    insert into conversations.template_account as a (waba_id, synced_at, failure)
    values (${wabaId}, ${failure === null ? ctx.now : null}, ${failure})
    on conflict (org_id, waba_id) do update set synced_at = coalesce(excluded.synced_at, a.synced_at), failure = excluded.failure`
}

export const blankRow = (
  row: Pick<TemplateRow, 'id' | 'wabaId' | 'name' | 'language' | 'category' | 'design'> & Partial<TemplateRow>,
  now: string,
): TemplateRow => ({
  providerId: null,
  state: 'draft' as TemplateState,
  quality: 'unknown',
  change: null as TemplateDesign | null,
  reason: null,
  advice: null,
  pauses: 0,
  pausedUntil: null,
  previousCategory: null as TemplateCategory | null,
  categoryChangedAt: null,
  sources: {} as Record<string, VariableSource>,
  edits: [],
  usedAt: null,
  updatedAt: now,
  version: 1,
  ...row,
})
