import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { aShop } from '#conversations/server/testing/stage.ts'
import * as proposals from '#sales/server/proposals/proposals.ts'
import { revise, submit } from '#sales/server/proposals/states.ts'
import { aProposal, line, leave, pathOf, ask, answer, see, state, verify, look } from '#sales/server/testing/offer.ts'

test('programs that draw previews and people of the house do not count as looks', async (t) => {
  const shop = await aShop(t)
  const one = await aProposal(shop)
  const { url } = await leave(one)
  for (const agent of ['WhatsApp/2.23', 'facebookexternalhit/1.1', 'TelegramBot (like TwitterBot)', 'Slackbot-LinkExpanding 1.0'])
    assert.equal(await look(one, url, 3, agent), false, agent)
  assert.equal((await see(one)).views.count, 0)
  assert.equal(await look(one, url), true)
  assert.equal(await look(one, url), true)
  const { views, facts } = await see(one)
  assert.deepEqual([views.count, facts.filter(({ type }) => type === 'viewed').length], [2, 1])
})

test('whatever stands in a field of a proposal, a comment, a reason or a signature is text on its page', async (t) => {
  const shop = await aShop(t)
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{foo}}'
  const one = await aProposal(shop)
  await shop.run((ctx) => revise(ctx, { id: one.proposal.id }))
  const { version } = await shop.read((ctx) => proposals.get(ctx, { id: one.proposal.id }))
  const lines = [{ ...line(1_000), description: evil, unit: '<b>' }]
  await shop.run((ctx) => proposals.update(ctx, { id: one.proposal.id, title: evil, lines }), { ifMatch: version })
  await shop.run((ctx) => submit(ctx, { id: one.proposal.id }))
  const { url } = await leave(one)
  const pages = [
    await ask(shop, 'GET', pathOf(url)),
    await answer(one, url, 'comment', { text: evil, version: '1' }),
    await answer(one, url, 'reject', { reason: '<', version: '1' }),
    await answer(one, url, 'accept', { version: '1', name: evil, how: 'typed', typed: '<', agrees: '' }),
    await answer(one, url, 'accept', { version: '1', name: evil, how: 'typed', typed: evil, agrees: 'yes' }),
  ]
  assert.deepEqual(
    pages.map(({ status }) => status),
    [200, 200, 422, 422, 200],
  )
  for (const { text } of pages) {
    assert.doesNotMatch(text, /<script>alert|<img src=x/)
    assert.match(text, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
  }
  assert.deepEqual([await state(one), (await verify(one)).isIntact], ['accepted', true])
})

test('the page brings everything along, and its script is small', async (t) => {
  const shop = await aShop(t)
  const one = await aProposal(shop)
  const { url } = await leave(one)
  const { text } = await ask(shop, 'GET', pathOf(url))
  const scripts = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code ?? '').join('')
  assert.ok(gzipSync(scripts).length <= 5_000, `${gzipSync(scripts).length} bytes of script`)
  assert.ok(gzipSync(text).length <= 30_000, `${gzipSync(text).length} bytes in all`)
  assert.doesNotMatch(text, /<(?:script|link|iframe)[^>]+(?:src|href)="(?!data:)/)
  assert.doesNotMatch(text, /(?:src|action)="(?:https?:)?\/\//)
  t.diagnostic(`script ${gzipSync(scripts).length} B gz, page ${gzipSync(text).length} B gz`)
})
