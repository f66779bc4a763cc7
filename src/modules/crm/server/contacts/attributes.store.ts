import type { Ctx } from '#kernel/ctx.ts'
import type { Written } from '#crm/server/contacts/contacts.store.ts'
import type { IndexRow } from '#crm/server/fields/field-value.ts'

/** Makes these the tags of contacts that are locked and whose `tag_ids` say the same. */
export async function setTags(ctx: Ctx, tags: readonly { contactId: string; tagIds: readonly string[] }[]): Promise<void> {
  const pairs = tags.flatMap(({ contactId, tagIds }) => tagIds.map((tagId) => ({ contactId, tagId })))
  await ctx.sql`
    with wanted as (
      select d."contactId" as contact_id, d."tagId" as tag_id
      from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as d("contactId" uuid, "tagId" uuid)
    ), gone as (
      delete from crm.contact_tag t
      where t.contact_id = any(${tags.map((one) => one.contactId)})
        and not exists (select from wanted w where w.contact_id = t.contact_id and w.tag_id = t.tag_id)
    )
    insert into crm.contact_tag (tag_id, contact_id)
    select w.tag_id, w.contact_id from wanted w
    on conflict do nothing`
}

/** Puts a tag on those that lack it and have room for one more; tells which. */
export async function addTag(ctx: Ctx, ids: readonly string[], tagId: string, most: number): Promise<string[]> {
  const changed = await ctx.sql<{ id: string }>`
    with fresh as (
      insert into crm.contact_tag (tag_id, contact_id)
      select ${tagId}, c.id from crm.contact c where c.id = any(${ids}) and cardinality(c.tag_ids) < ${most} and c.merged_into is null
      order by c.id
      on conflict do nothing
      returning contact_id
    )
    update crm.contact c set tag_ids = array_append(c.tag_ids, ${tagId}::uuid), updated_at = ${ctx.now}, version = version + 1
    from fresh where c.id = fresh.contact_id
    returning c.id`
  return changed.map((row) => row.id)
}

export async function removeTag(ctx: Ctx, ids: readonly string[], tagId: string): Promise<string[]> {
  const changed = await ctx.sql<{ id: string }>`
    with gone as (
      delete from crm.contact_tag where tag_id = ${tagId} and contact_id = any(${ids}) returning contact_id
    )
    update crm.contact c set tag_ids = array_remove(c.tag_ids, ${tagId}::uuid), updated_at = ${ctx.now}, version = version + 1
    from gone where c.id = gone.contact_id
    returning c.id`
  return changed.map((row) => row.id)
}

type Parts = Pick<Written, 'id' | 'ownerId' | 'relations' | 'fields'>

/** Writes the parts that a change of many may touch; the contacts must be locked. */
export async function setParts(ctx: Ctx, contacts: readonly Parts[]): Promise<void> {
  await ctx.sql`
    update crm.contact c
    set owner_id = d."ownerId", relations = d.relations, fields = d.fields, updated_at = ${ctx.now}, version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb) as d(id uuid, "ownerId" uuid, relations text[], fields jsonb)
    where c.id = any(${contacts.map(({ id }) => id)}) and c.id = d.id`
}

type ContactIndexRow = IndexRow & { contactId: string }

/** Rewrites the index rows of a contact for these fields. */
export async function setIndex(ctx: Ctx, contactId: string, fieldIds: readonly string[], rows: readonly IndexRow[]): Promise<void> {
  if (fieldIds.length === 0) return
  // One statement sees one snapshot, so a delete and an insert of the same key have to be two.
  await ctx.sql`delete from crm.contact_field_value where contact_id = ${contactId} and field_id = any(${fieldIds})`
  await insertIndex(
    ctx,
    rows.map((row) => ({ contactId, ...row })),
  )
}

/** Rewrites the index rows of many contacts for these fields. */
export async function setIndexOf(
  ctx: Ctx,
  contactIds: readonly string[],
  fieldIds: readonly string[],
  rows: readonly ContactIndexRow[],
): Promise<void> {
  await ctx.sql`delete from crm.contact_field_value where contact_id = any(${contactIds}) and field_id = any(${fieldIds})`
  await insertIndex(ctx, rows)
}

/** Rewrites the index rows of all fields of these contacts. */
export async function replaceIndex(ctx: Ctx, contactIds: readonly string[], rows: readonly ContactIndexRow[]): Promise<void> {
  if (contactIds.length === 0) return
  await ctx.sql`delete from crm.contact_field_value where contact_id = any(${contactIds})`
  await insertIndex(ctx, rows)
}

async function insertIndex(ctx: Ctx, rows: readonly ContactIndexRow[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.sql`
    insert into crm.contact_field_value (contact_id, field_id, ordinal, text_value, number_value)
    select d."contactId", d."fieldId", d.ordinal, d."textValue", d."numberValue"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as d("contactId" uuid, "fieldId" uuid, ordinal bigint, "textValue" text, "numberValue" double precision)`
}
