import assert from 'node:assert/strict'
import { test } from 'node:test'
import { count } from '#kernel/privacy/erasure.ts'
import { recognise } from '#kernel/privacy/person.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { noting } from '#kernel/testing/statements.ts'
import { CreateContact } from '#crm/contract/contact.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { preview } from '#crm/server/privacy/erasures.ts'

const create = (shop: TestOrg, given: object) => shop.run((ctx) => contacts.create(ctx, CreateContact.parse(given)))

test('what an erasure would take is asked of all tables with an index at once, and of the others one by one', async (t) => {
  const shop = await anOrg(t)
  const { id } = await create(shop, { name: 'Ana Ruiz', identities: [{ kind: 'email', value: 'ana@gallo.example' }] })
  await shop.read(async (ctx) => {
    const knowing = noting(ctx)
    const ana = await recognise(knowing.ctx, [id])
    assert.deepEqual([ana.marks.toSorted(), ana.names], [[id, 'ana@gallo.example'].toSorted(), ['Ana Ruiz']])
    assert.equal(knowing.statements.length, 1)
    const counting = noting(ctx)
    const counts = await count(counting.ctx, ana)
    const found = counts.filter((one) => one.count > 0).map((one) => `${one.declaration.table} ${one.count}`)
    assert.ok(found.includes('crm.contact 1') && found.includes('crm.contact_identity 1'), found.join('\n'))
    const goneThrough = counts.filter(({ declaration: { rows } }) => rows && 'telling' in rows)
    assert.equal(counting.statements.length, 1 + goneThrough.length)
  })
})

test('copies of a person are known by the signs of their address and not by what those mean in a search', async (t) => {
  const shop = await anOrg(t)
  const { id } = await create(shop, { name: 'Ana Ruiz', identities: [{ kind: 'email', value: 'ana_ruiz@gallo.example' }] })
  const saved = async (search: string) => {
    const made = await shop.http.post('/contact-views', { name: 'Buscada', query: { search } })
    assert.equal(made.status, 200, JSON.stringify(made.body))
  }
  const copies = async () =>
    (await shop.read((ctx) => preview(ctx, { id }))).goes.find(({ table }) => table === 'crm.contact_view')?.count ?? 0
  await saved('anaxruiz@gallo.example')
  assert.equal(await copies(), 0, 'somebody else has that one')
  await saved('de ana_ruiz@gallo.example y otros')
  assert.equal(await copies(), 1)
})
