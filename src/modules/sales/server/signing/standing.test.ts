import assert from 'node:assert/strict'
import { test } from 'node:test'
import { standingOf, type Facts, type Standing } from '#sales/server/signing/standing.ts'

const now = new Date('2026-11-21T12:00:00.000Z')
const sent: Facts = {
  version: 2,
  latestSent: 2,
  accepted: null,
  rejected: [],
  isWithdrawn: false,
  endsAt: '2026-12-01T03:00:00.000Z',
  linkExpiresAt: '2026-12-01T03:00:00.000Z',
}
const past = '2026-11-21T12:00:00.000Z'

const cases: [string, Partial<Facts>, Standing][] = [
  ['the last version that was sent can be answered', {}, 'open'],
  ['an offer without an end too', { endsAt: null }, 'open'],
  ['an older version cannot', { version: 1 }, 'superseded'],
  ['nor one that was overtaken and rejected before', { version: 1, rejected: [1] }, 'superseded'],
  ['at the very instant its days are over it cannot', { endsAt: past }, 'expired'],
  ['nor through a link that is over', { linkExpiresAt: past }, 'expired'],
  ['what was rejected stays rejected, also later', { rejected: [2], endsAt: past }, 'rejected'],
  ['a new version after a no can be answered', { rejected: [1] }, 'open'],
  ['what was accepted stays accepted, also later', { accepted: 2, endsAt: past }, 'accepted'],
  ['and no other version is acceptable any more', { version: 1, accepted: 2 }, 'superseded'],
  ['not even one that was sent afterwards by mistake', { version: 3, latestSent: 3, accepted: 2 }, 'superseded'],
  ['what the house took back cannot be answered', { isWithdrawn: true }, 'withdrawn'],
  ['but an answer outlives that', { isWithdrawn: true, accepted: 2 }, 'accepted'],
  ['nothing was sent', { latestSent: null }, 'withdrawn'],
]

for (const [name, change, expected] of cases) test(name, () => assert.equal(standingOf({ ...sent, ...change }, now), expected))
