import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commercialState, type CommercialFacts } from '#crm/server/leads/commercial-state.ts'
import { nextStage, type LifeFacts } from '#crm/server/leads/life-cycle.ts'
import { badgeOf, type LifecycleStage } from '#crm/contract/badge.ts'

const nothing: LifeFacts = {
  hasEnquired: false,
  hasShownIntent: false,
  score: null,
  reached: [],
  isAnswered: false,
  isNegotiating: false,
  hasOrdered: false,
}

const steps: [what: string, from: LifecycleStage | null, facts: Partial<LifeFacts>, step: string | null][] = [
  ['who never asked for anything has no stage', null, {}, null],
  ['who writes gave data to get information', null, { hasEnquired: true }, 'iql enquiry'],
  ['who asks for a price interests marketing', 'iql', { hasEnquired: true, hasShownIntent: true }, 'mql intent'],
  ['enough points do the same', 'iql', { hasEnquired: true, score: 60 }, 'mql score'],
  ['one point less does not', 'iql', { hasEnquired: true, score: 59 }, null],
  [
    'an answer of a person accepts whoever is interested',
    'mql',
    { hasEnquired: true, hasShownIntent: true, isAnswered: true },
    'sal answered',
  ],
  ['an answer alone accepts nobody', 'iql', { hasEnquired: true, isAnswered: true }, null],
  ['nothing makes an SQL by itself', 'sal', { hasEnquired: true, hasShownIntent: true, isAnswered: true, score: 100 }, null],
  [
    'what is negotiated is an opportunity, whatever came before',
    'iql',
    { hasEnquired: true, isNegotiating: true },
    'opportunity negotiation',
  ],
  [
    'what was confirmed of who is part of them now holds',
    'mql',
    { hasEnquired: true, hasShownIntent: true, reached: ['sql'] },
    'sql merged',
  ],
  ['who buys is a customer at once', null, { hasOrdered: true }, 'customer order'],
  ['a customer who asks again stays one', 'customer', { hasEnquired: true, hasShownIntent: true, isNegotiating: true }, null],
  ['what a person confirmed is not taken back', 'sql', { hasEnquired: true, hasShownIntent: true, isAnswered: true }, null],
]
for (const [what, from, facts, step] of steps)
  test(what, () => {
    const next = nextStage(from, { ...nothing, ...facts })
    assert.equal(next && `${next.to} ${next.rule}`, step)
  })

const now = new Date('2026-11-21T12:00:00.000Z')
const ago = (days: number, ms = 0): string => new Date(now.getTime() - days * 86_400_000 + ms).toISOString()
const quiet: CommercialFacts = { signals: [], replies: [], score: null, negotiations: [] }

const verdicts: [what: string, facts: Partial<CommercialFacts>, state: string, reasons: string, lapsesAt: string | null][] = [
  ['nothing is new', {}, 'nuevo', 'none', null],
  ['a question for the price', { signals: [{ kind: 'price', at: ago(1) }] }, 'interesado', 'price', ago(-13)],
  ['a question of 14 days ago is over at that very instant', { signals: [{ kind: 'price', at: ago(14) }] }, 'nuevo', 'none', null],
  ['and counts until then', { signals: [{ kind: 'price', at: ago(14, 1) }] }, 'interesado', 'price', ago(0, 1)],
  ['one reply is not enough', { replies: [ago(1)] }, 'nuevo', 'none', null],
  ['two are, until the older one is over', { replies: [ago(1), ago(3)] }, 'interesado', 'replies', ago(-11)],
  ['two of which one is too old are not', { replies: [ago(1), ago(15)] }, 'nuevo', 'none', null],
  ['points at the threshold', { score: 60 }, 'interesado', 'score', null],
  ['points below it', { score: 59 }, 'nuevo', 'none', null],
  ['a click and points', { signals: [{ kind: 'click', at: ago(2) }], score: 80 }, 'interesado', 'click score', null],
  [
    'a proposal that is alive comes before all',
    { signals: [{ kind: 'price', at: ago(1) }], negotiations: [{ kind: 'proposal', at: ago(30) }] },
    'en_negociacion',
    'proposal',
    null,
  ],
]
for (const [what, facts, state, reasons, lapsesAt] of verdicts)
  test(`commercial state: ${what}`, () => {
    const verdict = commercialState({ ...quiet, ...facts }, now)
    assert.deepEqual(
      { state: verdict.state, reasons: verdict.reasons.map(({ code }) => code).join(' '), lapsesAt: verdict.lapsesAt },
      { state, reasons, lapsesAt },
    )
  })

test('whoever waits for too long is shown as that before anything else, and at the very moment', () => {
  const at = now.getTime()
  assert.equal(badgeOf({ attentionAt: ago(0), state: 'en_negociacion' }, at), 'sin_atencion')
  assert.equal(badgeOf({ attentionAt: ago(0, 1), state: 'en_negociacion' }, at), 'en_negociacion')
  assert.equal(badgeOf({ attentionAt: null, state: 'nuevo' }, at), 'nuevo')
})
