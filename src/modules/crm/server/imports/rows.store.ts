import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Outcome } from '#kernel/imports/kind.ts'

/** Whom earlier rows of the file gave each of these identities to. */
export const keys = (ctx: Ctx, importId: string, wanted: readonly string[]): Promise<{ key: string; target: string }[]> =>
  ctx.sql`select key, target from crm.contact_import_key where import_id = ${importId} and key = any(${wanted})`

export async function addKeys(ctx: Ctx, importId: string, found: readonly { key: string; target: string }[]): Promise<void> {
  await ctx.sql`
    insert into crm.contact_import_key (import_id, key, target)
    select ${importId}, d.key, d.target from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as d(key text, target text)
    on conflict do nothing`
}

/** With what undoing needs to know. */
export type ContactOutcome = Outcome & { contactId?: string | null; before?: Record<string, unknown>; leftVersion?: number }
export const kept = {
  set: sql`, contact_id = d."contactId", before = d.before, left_version = d."leftVersion"`,
  read: sql`, "contactId" uuid, before jsonb, "leftVersion" bigint`,
}

export type Undoable = {
  rowNumber: number
  outcome: 'create' | 'update'
  contactId: string
  before: Record<string, unknown> | null
  leftVersion: number
}

/** What the import changed, last row first: undoing goes back the way it came. */
export const undoable = (ctx: Ctx, importId: string, below: number, size: number): Promise<Undoable[]> =>
  ctx.sql<Undoable>`
    select row_number as "rowNumber", outcome, contact_id as "contactId", before, left_version as "leftVersion"
    from crm.contact_import_row
    where import_id = ${importId} and row_number < ${below} and left_version is not null
    order by row_number desc
    limit ${size}`

/** Undoing one row gave the contact a new version: earlier rows of the same contact may still be undone after it. */
export async function follow(ctx: Ctx, importId: string, moves: readonly { contactId: string; from: number; to: number }[]): Promise<void> {
  if (moves.length === 0) return
  await ctx.sql`
    update crm.contact_import_row r set left_version = d."to"
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as d("contactId" uuid, "from" bigint, "to" bigint)
    where r.import_id = ${importId} and r.contact_id = any(${moves.map(({ contactId }) => contactId)}::uuid[])
      and r.contact_id = d."contactId" and r.left_version = d."from"`
}
