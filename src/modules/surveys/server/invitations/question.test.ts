import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsOf } from '#conversations/contract/interactive-limits.ts'
import { kinds, type SurveyKind } from '#surveys/contract/scale.ts'
import { choiceIdOf, questionOf, templateOf } from '#surveys/server/invitations/question.ts'
import { fitting, isSampled } from '#surveys/server/surveys/fit.ts'
import type { SurveyRow } from '#surveys/server/surveys/surveys.store.ts'

const invitationId = '01900000-0000-7000-8000-000000000001'
const texts = { question: '¿Cómo estuvo?', good: 'a', middle: 'b', bad: 'c', followUp: '' }
const ask = (kind: SurveyKind, more: Partial<SurveyRow> & { url?: string; isInteractive?: boolean } = {}) =>
  questionOf(
    { kind, look: more.look ?? 'list', language: more.language ?? 'es', texts },
    { invitationId, url: more.url ?? 'https://yapa.example/e/abc', isInteractive: more.isInteractive ?? true },
  )

test('whatever the kind, the look and the language, the provider takes the question', () => {
  for (const kind of kinds)
    for (const look of ['list', 'buttons'] as const)
      for (const language of ['es', 'en', 'pt'] as const) {
        const message = ask(kind, { look, language })
        if (message.kind === 'interactive') assert.deepEqual(faultsOf(message.interactive), [], `${kind} ${look} ${language}`)
      }
})

test('each row says its score and can be told apart, and where nothing can be pressed the words say how to answer', () => {
  const list = ask('ces')
  assert.ok(list.kind === 'interactive' && list.interactive.type === 'list')
  const rows = list.interactive.sections[0]?.rows ?? []
  assert.deepEqual([rows.length, rows[0]?.id, rows[0]?.title, rows[1]?.title], [7, `${choiceIdOf(invitationId)}7`, '7 · Muy fácil', '6'])
  const nps = ask('nps')
  assert.ok(nps.kind === 'interactive' && nps.interactive.type === 'link' && nps.interactive.body?.includes('del 0 al 10'))
  assert.deepEqual(ask('nps', { url: 'http://localhost:8080/e/abc' }).kind, 'text')
  const plain = ask('csat', { isInteractive: false })
  assert.ok(plain.kind === 'text' && plain.text.includes('del 1 al 5') && plain.text.includes('https://yapa.example/e/abc'))
})

test('a template gets the name, the shop and the link, and words that nobody knows stay as they are', () => {
  const filled = templateOf(
    {
      templateId: invitationId,
      values: { 'body:1': 'Hola {{nombre}} de {{negocio}}', 'body:2': '{{ enlace }}', 'button:0': '{{codigo}}', 'body:3': '{{otro}}' },
    },
    { name: 'Ana', brand: 'El Gallo', url: 'https://yapa.example/e/abc', token: 'abc' },
  )
  assert.ok(filled.kind === 'template')
  assert.deepEqual(Object.values(filled.values), ['Hola Ana de El Gallo', 'https://yapa.example/e/abc', 'abc', '{{otro}}'])
})

test('the oldest survey that is about the conversation asks, and a sample is the same whenever it is drawn', () => {
  const survey = (id: string, more: Partial<SurveyRow> = {}) =>
    ({ id, about: 'resolution', brandIds: [], channelIds: [], teamIds: [], samplePercent: 100, ...more }) as unknown as SurveyRow
  const occasion = {
    about: 'resolution' as const,
    key: 'resolved:c',
    at: '2026-11-21T12:00:00.000Z',
    brandId: 'b',
    channelId: 'c',
    teamId: null,
  }
  const all = [survey('team', { teamIds: ['t'] }), survey('channel', { channelIds: ['c'] }), survey('all')]
  assert.equal(fitting(all, occasion)?.id, 'channel')
  assert.equal(fitting(all, { ...occasion, teamId: 't' })?.id, 'team')
  assert.equal(fitting(all, { ...occasion, channelId: 'd' })?.id, 'all')
  assert.equal(fitting(all, { ...occasion, about: 'delivery' }), undefined)
  assert.equal(fitting([...all, survey('order', { about: 'delivery' })], { ...occasion, about: 'delivery' })?.id, 'order')
  const drawn = Array.from({ length: 2_000 }, (_, i) => isSampled({ id: 's', samplePercent: 30 }, { key: String(i) }))
  const share = drawn.filter(Boolean).length / drawn.length
  assert.ok(share > 0.26 && share < 0.34, String(share))
  assert.deepEqual(
    drawn,
    drawn.map((_, i) => isSampled({ id: 's', samplePercent: 30 }, { key: String(i) })),
  )
})
