import { dayIn } from '#kernel/contract/calendar-day.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { CreateContact, ListContacts } from '#crm/contract/contact.ts'
import type { Operator } from '#crm/contract/segment-term.ts'
import { CreateSegment } from '#crm/contract/segment.ts'
import * as consents from '#crm/server/consents/consents.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as segments from '#crm/server/segments/segments.ts'
import * as tags from '#crm/server/tags/tags.ts'

export type Given = Record<string, unknown>

export const contact = (shop: TestOrg, name: string, given: Given = {}) =>
  shop.run((ctx) => contacts.create(ctx, CreateContact.parse({ name, ...given })))

export const when = (term: string, operator: Operator, value: unknown = null) => ({ term, operator, value })
export const all = (...conditions: unknown[]) => ({ match: 'all', conditions })
export const tree = (given: Given): Given => ('match' in given ? given : all(given))

export const segment = (shop: TestOrg, name: string, given: Given) =>
  shop.run((ctx) => segments.create(ctx, CreateSegment.parse({ kind: 'dynamic', name, conditions: tree(given) })))

export const members = async (shop: TestOrg, id: string) =>
  (await shop.read((ctx) => contacts.list(ctx, ListContacts.parse({ filter: [`segment:in:${id}`], sort: 'name' })))).items.map(
    ({ name }) => name,
  )

/** Whom each condition is about: one shop, a few contacts, and the names that it finds. */
export async function aShopWithPeople(t: Parameters<typeof anOrg>[0]) {
  const shop = await anOrg(t)
  const vip = await shop.run((ctx) => tags.create(ctx, { name: 'VIP', color: 'blue' }))
  const office = await shop.run((ctx) => tags.create(ctx, { name: 'Oficina', color: 'green' }))
  for (const field of [
    {
      label: 'Zona',
      key: 'zona',
      type: 'choice',
      options: [
        { id: 'sur', label: 'Sur' },
        { id: 'norte', label: 'Norte' },
      ],
    },
    { label: 'Cumple', key: 'cumple', type: 'date' },
    { label: 'Puntos', key: 'puntos', type: 'number' },
    { label: 'Límite', key: 'limite', type: 'money', currency: 'ARS' },
    {
      label: 'Gustos',
      key: 'gustos',
      type: 'multi-choice',
      options: [
        { id: 'ala', label: 'Ala' },
        { id: 'pata', label: 'Pata' },
      ],
    },
    { label: 'Calle', key: 'calle', type: 'text' },
    { label: 'Socio', key: 'socio', type: 'boolean' },
  ])
    await shop.run((ctx) => fields.create(ctx, { options: [], currency: null, ...field } as never))
  const today = await shop.run((ctx) => Promise.resolve(dayIn(ctx.zone, ctx.now)))
  const ana = await contact(shop, 'Ana', {
    tagIds: [vip.id, office.id],
    fields: {
      zona: 'sur',
      cumple: `1992-${today.slice(5)}`,
      puntos: 10,
      limite: { amountMinor: 5000, currency: 'ARS' },
      gustos: ['ala', 'pata'],
      calle: 'San Martín 12',
      socio: true,
    },
  })
  const beto = await contact(shop, 'Beto', {
    tagIds: [vip.id],
    identities: [{ kind: 'email', value: 'beto@example.com' }],
    fields: { zona: 'norte', puntos: 3, gustos: ['ala'], socio: false },
  })
  const caro = await contact(shop, 'Caro SRL', { kind: 'company', fields: { puntos: 7 } })
  await contact(shop, 'Dani', { addresses: [{ city: 'Córdoba' }] })
  await shop.run((ctx) => consents.set(ctx, { id: ana.id, channel: 'whatsapp', purpose: 'marketing', state: 'granted', evidence: '' }))
  await shop.run((ctx) => consents.set(ctx, { id: beto.id, channel: 'whatsapp', purpose: 'marketing', state: 'denied', evidence: '' }))
  return { shop, vip, office, ana, beto, caro }
}
