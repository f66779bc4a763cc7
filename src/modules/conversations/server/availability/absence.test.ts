import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextStep, type Step } from '#conversations/server/availability/absence.ts'

const now = new Date('2026-11-23T15:00:00.000Z')
const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString()
const inMinutes = (minutes: number): Step => ({ kind: 'wait', at: new Date(now.getTime() + minutes * 60_000) })
const limits = { awayAfterMinutes: 5, reassignAfterMinutes: 15 as number | null }
type Standing = Parameters<typeof nextStep>[0]

const cases: [string, Standing, Step, Partial<typeof limits>?][] = [
  ['online with a screen a minute ago', { status: 'online', isAutomatic: false, since: ago(90), seenAt: ago(1) }, inMinutes(4)],
  [
    'online without a screen for five minutes',
    { status: 'online', isAutomatic: false, since: ago(90), seenAt: ago(5) },
    { kind: 'move', to: 'away' },
  ],
  ['away by itself', { status: 'away', isAutomatic: true, since: ago(1), seenAt: ago(6) }, inMinutes(9)],
  [
    'away by itself for as long as work is kept',
    { status: 'away', isAutomatic: true, since: ago(10), seenAt: ago(15) },
    { kind: 'move', to: 'offline' },
  ],
  [
    'away by itself where work is never taken',
    { status: 'away', isAutomatic: true, since: ago(10), seenAt: ago(15) },
    inMinutes(45),
    { reassignAfterMinutes: null },
  ],
  ['at lunch, with the computer closed', { status: 'away', isAutomatic: false, since: ago(300), seenAt: ago(300) }, { kind: 'nothing' }],
  ['offline by choice a moment ago', { status: 'offline', isAutomatic: false, since: ago(0), seenAt: ago(0) }, inMinutes(15)],
  ['offline by choice for long', { status: 'offline', isAutomatic: false, since: ago(15), seenAt: ago(2) }, { kind: 'reassign' }],
  ['offline because no screen was there', { status: 'offline', isAutomatic: true, since: ago(0), seenAt: ago(15) }, { kind: 'reassign' }],
  [
    'offline where work is never taken',
    { status: 'offline', isAutomatic: false, since: ago(600), seenAt: null },
    { kind: 'nothing' },
    { reassignAfterMinutes: null },
  ],
  [
    'work is taken sooner than absence shows',
    { status: 'away', isAutomatic: true, since: ago(0), seenAt: ago(5) },
    { kind: 'move', to: 'offline' },
    { reassignAfterMinutes: 2 },
  ],
]

for (const [name, standing, expected, change] of cases)
  test(`what time does to somebody who is ${name}`, () => assert.deepEqual(nextStep(standing, { ...limits, ...change }, now), expected))
