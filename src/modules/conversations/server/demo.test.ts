import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demo } from '#conversations/server/demo.ts'
import * as inbox from '#conversations/server/conversations/inbox.ts'
import * as contacts from '#crm/server/public.ts'
import * as tenants from '#identity/server/tenants.ts'
import { inTenant } from '#kernel/context.ts'
import { newId } from '#kernel/contract/ids.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { anOrg } from '#kernel/testing/org.ts'

test('a demo business has its past: who wrote when, who answered, what was resolved and what is still open', async (t) => {
  const shop = await anOrg(t, { isDemo: true })
  const now = shop.clock.now()
  const ago = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString()
  const phone = '+18095550101'
  const { julia, team, contactId } = await shop.run(async (ctx) => {
    const team = await tenants.createTeam(ctx, { name: 'Mostrador', memberIds: [] })
    const { personId } = await tenants.createPerson(ctx, {
      name: 'Julia Lucero',
      email: `${ctx.newId()}@example.com`,
      password: 'pollos-con-papas',
      preset: 'team-agent',
      teamIds: [team.id],
    })
    const contact = await contacts.findOrCreateByIdentity(ctx, {
      identities: [{ kind: 'phone', value: phone }],
      name: 'Martina Quiroga',
      source: 'demo',
      country: 'AR',
    })
    return { julia: personId, team: team.id, contactId: contact.id }
  })
  const business: DemoBusiness = {
    slug: 'test-shop',
    seed: 1,
    days: 60,
    data: {
      channels: [
        {
          key: 'ventas',
          name: 'Ventas Centro',
          phoneNumberId: `demo${newId()}`,
          wabaId: 'demo-account',
          displayPhone: '+1 809 555 0190',
          team: 'Mostrador',
        },
      ],
      cannedReplies: [{ shortcut: 'hola', text: '¡Hola {{clientName}}!' }],
      conversations: [
        {
          contactPhone: phone,
          channel: 'ventas',
          label: 'Mayorista',
          assignee: 'julia',
          ends: 'resolved',
          messages: [
            { from: 'customer', kind: 'text', text: 'Hola', at: ago(200) },
            { from: 'julia', kind: 'text', text: 'Buenas', at: ago(199) },
            { from: 'julia', kind: 'note', text: 'Es del colegio', at: ago(198) },
          ],
        },
        {
          contactPhone: phone,
          channel: 'ventas',
          label: null,
          assignee: null,
          ends: 'open',
          messages: [{ from: 'customer', kind: 'text', text: 'Sigo esperando', at: ago(0.1) }],
        },
      ],
    },
    made: new Map<string, unknown>([
      ['identity.brand', shop.brandId],
      ['identity.teams', new Map([['Mostrador', team]])],
      ['identity.people', new Map([['julia', { id: julia, name: 'Julia Lucero', teamIds: [team] }]])],
      ['crm.contacts', new Map([[phone, contactId]])],
    ]),
    at: (moment, actor, run) =>
      inTenant(
        shop.kernel,
        { org: shop.id, actor, locale: 'es', zone: 'America/Argentina/Buenos_Aires', requestId: newId(), now: moment },
        run,
      ),
  }
  await shop.read((ctx) => demo.load(ctx, business))

  const { items } = await shop.read((ctx) => inbox.ofContact(ctx, { id: contactId, limit: 10 }))
  assert.deepEqual(
    items.map(({ state, labels, assigneeName, teamId, lastMessage, contactName }) => [
      state,
      labels,
      assigneeName,
      teamId,
      lastMessage?.preview,
      lastMessage?.state,
      contactName,
    ]),
    [
      ['open', [], null, team, 'Sigo esperando', null, 'Martina Quiroga'],
      ['resolved', ['Mayorista'], 'Julia Lucero', team, 'Buenas', 'read', 'Martina Quiroga'],
    ],
  )
  assert.equal(items[1]?.resolvedAt, new Date(Date.parse(ago(198)) + 60_000).toISOString())
  const jobs = await shop.read((ctx) => ctx.sql`select j.id from kernel.job j where j.name = 'conversations.deliver-message'`)
  assert.deepEqual(jobs, [], 'nothing of it is on its way to anybody')
})
