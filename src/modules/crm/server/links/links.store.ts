import type { Ctx } from '#kernel/ctx.ts'
import type { ContactLink, LinkKind } from '#crm/contract/link.ts'

export type StoredLink = { id: string; fromId: string; toId: string; kind: LinkKind; role: string }

/** The links of a contact as it sees them; whoever was merged into another is seen there. */
export const of = (ctx: Ctx, contactId: string, id: string | null = null): Promise<ContactLink[]> =>
  ctx.sql<ContactLink>`
    select l.id, l.kind, case when l.from_id = ${contactId} then 'out' else 'in' end as direction, l.role, l.created_at as "createdAt",
      jsonb_build_object('id', c.id, 'name', c.name, 'kind', c.kind) as other
    from crm.contact_link l
    join crm.contact c on c.org_id = l.org_id and c.id = case when l.from_id = ${contactId} then l.to_id else l.from_id end
    where (l.from_id = ${contactId} or l.to_id = ${contactId}) and c.merged_into is null and (${id}::uuid is null or l.id = ${id}::uuid)
    order by l.kind, c.name_key, l.id
    limit 500`

/** The new one, or the one that there is with this role. */
export async function put(ctx: Ctx, link: StoredLink): Promise<string> {
  const [row] = await ctx.sql<{ id: string }>`
    insert into crm.contact_link (id, from_id, to_id, kind, role, created_at)
    values (${link.id}, ${link.fromId}, ${link.toId}, ${link.kind}, ${link.role}, ${ctx.now})
    on conflict (org_id, from_id, to_id, kind) do update set role = excluded.role
    returning id`
  return row?.id ?? link.id
}

export async function remove(ctx: Ctx, id: string): Promise<StoredLink | undefined> {
  const [row] = await ctx.sql<StoredLink>`
    delete from crm.contact_link where id = ${id} returning id, from_id as "fromId", to_id as "toId", kind, role`
  return row
}
