import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Field } from '#crm/contract/field.ts'

const columns = sql`id, key, label, type, options, currency, position, is_archived as "isArchived", version`

export const all = (ctx: Ctx): Promise<Field[]> => ctx.sql<Field>`select ${columns} from crm.contact_field order by position, key`

export async function find(ctx: Ctx, id: string): Promise<Field | undefined> {
  const [field] = await ctx.sql<Field>`select ${columns} from crm.contact_field where id = ${id}`
  return field
}

/** Undefined when the key is taken. */
export async function insert(ctx: Ctx, field: Omit<Field, 'isArchived' | 'version'>): Promise<Field | undefined> {
  const [made] = await ctx.sql<Field>`
    insert into crm.contact_field (id, key, label, type, options, currency, position)
    values (${field.id}, ${field.key}, ${field.label}, ${field.type}, ${JSON.stringify(field.options)}::jsonb, ${field.currency}, ${field.position})
    on conflict (org_id, key) do nothing
    returning ${columns}`
  return made
}

export async function update(ctx: Ctx, field: Field): Promise<Field | undefined> {
  const [changed] = await ctx.sql<Field>`
    update crm.contact_field
    set label = ${field.label}, options = ${JSON.stringify(field.options)}::jsonb, position = ${field.position}, is_archived = ${field.isArchived}, version = version + 1
    where id = ${field.id} and version = ${field.version}
    returning ${columns}`
  return changed
}
