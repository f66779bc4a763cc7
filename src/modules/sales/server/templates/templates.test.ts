import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg } from '#kernel/testing/org.ts'

test('a template is what a proposal begins with, and its preview names what is wrong', async (t) => {
  const shop = await anOrg(t)
  const template = (await shop.http.post('/proposal-templates', { name: 'Catering', validityDays: 7 })).body
  const body = { type: 'doc', content: [{ type: 'include', attrs: { templateId: template.id } }, { type: 'itemsTable' }] }
  const document = { ...template.document, sections: [{ id: 'a', title: '{{foo}}', startsPage: false, body }] }
  const preview = await shop.http.post(`/proposal-templates/${template.id}/previews`, { document, includesTax: true })
  assert.deepEqual(preview.body.issues, [
    { kind: 'unknown_variable', name: 'foo' },
    { kind: 'template_loop', name: 'Catering → Catering' },
  ])
  const taken = (await shop.http.post('/proposal-templates', { name: 'Catering' })).body
  assert.deepEqual([taken.code, taken.issues], ['sales.template_name_taken', [{ path: 'name', message: taken.title }]])
  const contact = (await shop.http.post('/contacts', { kind: 'person', name: 'Martina Quiroga', identities: [] })).body
  const made = (await shop.http.post('/proposals', { contactId: contact.id, templateId: template.id })).body
  assert.deepEqual([made.title, made.validUntil, made.templateId], ['Catering', '2026-11-28', template.id])
})

test('of several who give a template the same name at the same moment one has it, and the others are told', async (t) => {
  const shop = await anOrg(t)
  const answers = await Promise.all(Array.from({ length: 6 }, () => shop.http.post('/proposal-templates', { name: 'Bodas' })))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409, 409, 409, 409, 409])
  assert.equal(answers.find(({ status }) => status === 409)?.body.code, 'sales.template_name_taken')
})
