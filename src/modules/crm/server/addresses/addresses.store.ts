import type { Ctx } from '#kernel/ctx.ts'
import { searchable } from '#kernel/contract/text.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Address } from '#crm/contract/address.ts'

/** The addresses of `c` (crm.contact) as a record carries them. */
export const addressesColumn = sql`coalesce((
    select jsonb_agg(jsonb_build_object('id', a.id, 'label', a.label, 'street', a.street, 'number', a.number, 'unit', a.unit, 'city', a.city,
      'state', a.state, 'postcode', a.postcode, 'country', a.country, 'notes', a.notes, 'isPrimary', a.place = 1, 'coordinates',
      case when a.latitude is not null then jsonb_build_object('latitude', a.latitude, 'longitude', a.longitude) end) order by a.place)
    from (
      select o.id, o.label, o.street, o.number, o.unit, o.city, o.state, o.postcode, o.country, o.notes, o.latitude, o.longitude,
        row_number() over (order by o.position, o.id) as place
      from crm.contact_address o
      where o.org_id = c.org_id and o.contact_id = c.id
    ) a
  ), '[]') as addresses`

/** Who has an address in this city, as search compares words, or in any that is known; or who has none. */
export const livingIn = (cityKey: string | null, isThere: boolean): Statement => {
  const where = cityKey === null ? sql`a.city_key <> ''` : sql`a.city_key = ${cityKey} and a.city_key <> ''`
  const there = sql`exists (select from crm.contact_address a where a.org_id = c.org_id and a.contact_id = c.id and ${where})`
  return isThere ? there : sql`not ${there}`
}

/** Makes these the addresses of contacts that are locked or new. */
export async function replace(ctx: Ctx, contacts: readonly { contactId: string; addresses: readonly Address[] }[]): Promise<void> {
  if (contacts.length === 0) return
  await ctx.sql`delete from crm.contact_address where contact_id = any(${contacts.map(({ contactId }) => contactId)})`
  await insert(ctx, contacts)
}

export async function insert(ctx: Ctx, contacts: readonly { contactId: string; addresses: readonly Address[] }[]): Promise<void> {
  const rows = contacts.flatMap(({ contactId, addresses }) =>
    addresses.map(({ coordinates, isPrimary: _first, ...one }, position) => ({
      ...one,
      ...coordinates,
      cityKey: searchable(one.city),
      contactId,
      position,
    })),
  )
  if (rows.length === 0) return
  await ctx.sql`
    insert into crm.contact_address (id, contact_id, position, label, street, number, unit, city, city_key, state, postcode, country, notes, latitude, longitude)
    select d.id, d."contactId", d.position, d.label, d.street, d.number, d.unit, d.city, d."cityKey", d.state, d.postcode, d.country, d.notes, d.latitude, d.longitude
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, "contactId" uuid, position bigint, label text, street text, number text, unit text, city text, "cityKey" text,
      state text, postcode text, country text, notes text, latitude double precision, longitude double precision)`
}
