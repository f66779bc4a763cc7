import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { WorkingHours } from '#kernel/contract/business-time.ts'
import type { SlaMetric } from '#conversations/contract/sla.ts'
import { afterInbound, afterReply, newClocks, opened, resolved, snoozed, type Clocks } from '#conversations/server/conversations/clocks.ts'
import {
  advance,
  isOver,
  isRunning,
  leftOf,
  nextMoment,
  reprioritized,
  shown,
  stateOf,
  tick,
  type Book,
  type Clock,
} from './clock-rules.ts'

/** Monday to Friday 9-13 and 16-20, Saturday 9-13; Monday the 25th of May is a holiday. */
const shop: WorkingHours = {
  zone: 'America/Argentina/Buenos_Aires',
  weekly: [1, 2, 3, 4, 5, 6].flatMap((weekday) => [
    { weekday, from: 540, to: 780 },
    ...(weekday === 6 ? [] : [{ weekday, from: 960, to: 1200 }]),
  ]),
  days: [{ day: '2026-05-25', name: 'Revolución de Mayo', shifts: [] }],
}
const here = (day: number, time: string): string => new Date(`2026-05-${day}T${time}:00-03:00`).toISOString()

const targets: Record<SlaMetric, number> = { 'first-response': 60, 'next-response': 30, resolution: 480 }
const bookOf = (time: 'business' | 'plain', minutes: Partial<Record<SlaMetric, number | null>> = {}): Book => ({
  target: (metric) => {
    const of = { ...targets, ...minutes }[metric]
    const base = { policyId: null, policyName: 'General', priority: 'normal' as const, time, calendarId: time === 'plain' ? null : 'shop' }
    return of === null ? null : { ...base, targetSeconds: of * 60, warnPercent: 50 }
  },
  hours: (id) => (id === 'shop' ? shop : undefined),
})

/** A conversation that is told what happens, and its clocks. */
type Story = { facts: Clocks; clocks: Clock[] }
type Happening = (story: Story, book: Book) => Story

const happens =
  (at: string, change: (facts: Clocks) => Clocks, isAnswer = false): Happening =>
  ({ facts, clocks }, book) => {
    const after = change(facts)
    return { facts: after, clocks: advance(clocks, { before: facts, after, at, isAnswer }, book) }
  }
const heard = (at: string, arrives = at): Happening => happens(at, (c) => afterInbound(c, at, { now: new Date(arrives) }))
const answered = (at: string): Happening => happens(at, (c) => afterReply(c, at, { isPerson: true }), true)
const botWrote = (at: string, isAnswer: boolean): Happening =>
  happens(at, (c) => afterReply(c, at, { isPerson: false, isAnswer }), isAnswer)
const solved = (at: string): Happening => happens(at, (c) => resolved(c, new Date(at)))
const slept = (at: string, until: string | null): Happening => happens(at, (c) => snoozed(c, until))
const woke = (at: string): Happening => happens(at, opened)

const tell = (book: Book, ...story: Happening[]): Clock[] =>
  story.reduce((now, next) => next(now, book), { facts: newClocks(here(22, '00:00')), clocks: [] } as Story).clocks
const of = (clocks: readonly Clock[], metric: SlaMetric, cycle = 1): Clock => {
  const found = clocks.find((clock) => clock.metric === metric && clock.cycle === cycle)
  assert.ok(found, `${metric} ${cycle} of ${JSON.stringify(clocks)}`)
  return found
}
const plain = bookOf('plain')
const business = bookOf('business')

test('the first message of a customer starts the first answer and the resolution, the answer meets the one and pauses the other', () => {
  const clocks = tell(plain, heard(here(26, '09:00')), heard(here(26, '09:05')), answered(here(26, '09:40')))
  assert.equal(clocks.length, 2)
  const first = of(clocks, 'first-response')
  assert.deepEqual([first.startedAt, first.warnAt, first.dueAt], [here(26, '09:00'), here(26, '09:30'), here(26, '10:00')])
  assert.deepEqual([first.metAt, first.breachedAt], [here(26, '09:40'), null])
  assert.deepEqual([of(clocks, 'resolution').pausedAt, of(clocks, 'resolution').metAt], [here(26, '09:40'), null])
})

test('in working hours what is written on Friday evening is owed on Saturday', () => {
  const [first, resolution] = tell(business, heard(here(22, '19:30')))
  assert.equal(first?.dueAt, here(23, '09:30'))
  assert.equal(resolution?.dueAt, here(26, '12:30'))
  assert.equal(first && leftOf(first, here(23, '09:10'), business), 20 * 60)
  assert.equal(first && leftOf(first, here(23, '12:00'), business), -150 * 60)
})

test('TV3.3: what waits for the customer from Tuesday 10:00 to Wednesday 11:00 is paused nine hours and due on Thursday at 10:00', () => {
  const clocks = tell(business, heard(here(26, '09:00')), answered(here(26, '10:00')), heard(here(27, '11:00')))
  const resolution = of(clocks, 'resolution')
  assert.deepEqual([resolution.pausedSeconds, resolution.dueAt, resolution.pausedAt], [9 * 3600, here(28, '10:00'), null])
})

test('every further wait is a cycle of its own, and a burst is one wait', () => {
  const clocks = tell(
    plain,
    heard(here(26, '09:00')),
    answered(here(26, '09:10')),
    heard(here(26, '10:00')),
    heard(here(26, '10:20')),
    answered(here(26, '10:31')),
    heard(here(26, '12:00')),
  )
  assert.equal(of(clocks, 'next-response', 1).breachedAt, here(26, '10:30'), 'a minute late')
  assert.equal(of(clocks, 'next-response', 1).metAt, here(26, '10:31'))
  assert.deepEqual([of(clocks, 'next-response', 2).startedAt, isOver(of(clocks, 'next-response', 2))], [here(26, '12:00'), false])
  assert.equal(of(clocks, 'resolution').cycle, 1)
})

test('at the very instant at which it is due it is too late', () => {
  const due = (time: string): string | null => of(tell(plain, heard(here(26, '09:00')), answered(time)), 'first-response').breachedAt
  assert.equal(due(here(26, '10:00')), here(26, '10:00'))
  assert.equal(due('2026-05-26T12:59:59.999Z'), null)
})

test('a conversation that we began owes no first answer', () => {
  const clocks = tell(plain, answered(here(26, '09:00')), heard(here(26, '10:00')))
  assert.deepEqual(
    clocks.map(({ metric }) => metric),
    ['next-response', 'resolution'],
  )
})

test('a bot answers for us only where the organization says so', () => {
  const owed = tell(plain, heard(here(26, '09:00')), botWrote(here(26, '09:01'), false), heard(here(26, '09:20')))
  assert.deepEqual([of(owed, 'first-response').metAt, of(owed, 'first-response').startedAt], [null, here(26, '09:00')])
  const met = tell(plain, heard(here(26, '09:00')), botWrote(here(26, '09:01'), true), heard(here(26, '09:20')))
  assert.equal(of(met, 'first-response').metAt, here(26, '09:01'))
  assert.equal(of(met, 'next-response').startedAt, here(26, '09:20'), 'the first answer has been given')
})

test('who is resolved without an answer was not answered, and owes the first answer again when they come back', () => {
  const clocks = tell(plain, heard(here(26, '09:00')), solved(here(26, '09:30')), heard(here(26, '11:00')))
  const [first, again] = [of(clocks, 'first-response', 1), of(clocks, 'first-response', 2)]
  assert.deepEqual([first.endedAt, first.metAt, first.breachedAt], [here(26, '09:30'), null, null])
  assert.equal(again.startedAt, here(26, '11:00'))
  assert.equal(of(clocks, 'resolution', 1).metAt, here(26, '09:30'))
  assert.equal(of(clocks, 'resolution', 2).startedAt, here(26, '11:00'), 'reopened: the next cycle')
})

test('a resolution in a pause lasts until the pause began', () => {
  const clocks = tell(bookOf('plain', { resolution: 60 }), heard(here(26, '09:00')), answered(here(26, '09:30')), solved(here(26, '18:00')))
  const { metAt, breachedAt, pausedSeconds } = of(clocks, 'resolution')
  assert.deepEqual([metAt, breachedAt, pausedSeconds], [here(26, '18:00'), null, 8.5 * 3600])
})

test('put away until the customer writes, the answer stands still; until a moment it does not, and the first never does', () => {
  const later = [heard(here(26, '09:00')), answered(here(26, '09:10')), heard(here(26, '10:00'))]
  const away = tell(plain, ...later, slept(here(26, '10:10'), null))
  assert.equal(of(away, 'next-response').pausedAt, here(26, '10:10'))
  const back = tell(plain, ...later, slept(here(26, '10:10'), null), woke(here(26, '11:10')))
  assert.deepEqual([of(back, 'next-response').dueAt, of(back, 'next-response').pausedSeconds], [here(26, '11:30'), 3600])
  assert.equal(of(tell(plain, ...later, slept(here(26, '10:10'), here(27, '10:00'))), 'next-response').pausedAt, null)
  assert.equal(of(tell(plain, heard(here(26, '09:00')), slept(here(26, '09:10'), null)), 'first-response').pausedAt, null)
})

test('an older message that turns up makes the wait longer than we knew', () => {
  const clocks = tell(plain, heard(here(26, '09:20')), heard(here(26, '09:00')))
  assert.deepEqual([of(clocks, 'first-response').startedAt, of(clocks, 'first-response').dueAt], [here(26, '09:00'), here(26, '10:00')])
})

test('an answer that was typed before the last message met the first wait, and the second runs from it', () => {
  const clocks = tell(plain, heard(here(26, '09:00')), heard(here(26, '09:20')), answered(here(26, '09:10')))
  assert.equal(of(clocks, 'first-response').metAt, here(26, '09:10'))
  assert.equal(of(clocks, 'next-response').startedAt, here(26, '09:10'))
})

test('another priority counts from the original start', () => {
  const clocks = tell(plain, heard(here(26, '09:00')))
  const sooner = reprioritized(clocks, bookOf('plain', { 'first-response': 10 }))
  assert.equal(of(sooner, 'first-response').dueAt, here(26, '09:10'))
  const later = reprioritized(
    sooner.map((clock) => tick(clock, here(26, '09:30')).clock),
    plain,
  )
  assert.deepEqual([of(later, 'first-response').dueAt, of(later, 'first-response').breachedAt], [here(26, '10:00'), null])
  const ended = reprioritized(tell(plain, heard(here(26, '09:00')), answered(here(26, '09:05'))), bookOf('plain', { 'first-response': 1 }))
  assert.equal(of(ended, 'first-response').breachedAt, null, 'what is over stays as it was')
})

test('a promise that is not made has no clock', () => {
  const book = bookOf('plain', { resolution: null })
  assert.deepEqual(
    tell(book, heard(here(26, '09:00')), solved(here(26, '10:30')), heard(here(26, '11:00'))).map(({ metric }) => metric),
    ['first-response', 'first-response'],
  )
})

test('hours that never open do not keep a customer waiting for ever', () => {
  const never: Book = { ...business, hours: () => ({ ...shop, weekly: [] }) }
  assert.equal(of(tell(never, heard(here(26, '09:00'))), 'first-response').dueAt, here(26, '10:00'))
})

test('the timer warns once, then says once that it is late', () => {
  const [clock] = tell(plain, heard(here(26, '09:00'))) as [Clock]
  const early = tick(clock, here(26, '09:29'))
  const warned = tick(clock, here(26, '09:30'))
  const twice = tick(warned.clock, here(26, '09:45'))
  const late = tick(twice.clock, here(26, '10:00'))
  assert.deepEqual(
    [early.news, warned.news, twice.news, late.news, tick(late.clock, here(26, '11:00')).news],
    [null, 'warned', null, 'breached', null],
  )
  assert.deepEqual([stateOf(clock, here(26, '09:59')), stateOf(late.clock, here(26, '10:00'))], ['running', 'late'])
  assert.equal(nextMoment([clock]), here(26, '09:30'))
  assert.equal(nextMoment([warned.clock]), here(26, '10:00'))
  assert.equal(nextMoment([late.clock]), null)
})

test('whatever happens, in whatever order: one answer and one resolution at most are open, and what is shown belongs to them', () => {
  const minute = fc.integer({ min: 0, max: 4_000 })
  const moment = (n: number): string => new Date(Date.parse(here(20, '09:00')) + n * 60_000).toISOString()
  const happening = fc.oneof(
    fc.tuple(minute, minute).map(([n, delay]) => heard(moment(n), moment(n + delay))),
    minute.map((n) => answered(moment(n))),
    fc.tuple(minute, fc.boolean()).map(([n, counts]) => botWrote(moment(n), counts)),
    minute.map((n) => solved(moment(n))),
    minute.map((n) => slept(moment(n), null)),
    minute.map((n) => slept(moment(n), moment(n + 60))),
    minute.map((n) => woke(moment(n))),
  )
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 15 }), fc.constantFrom(plain, business), (story, book) => {
      const end = story.reduce((now, next) => next(now, book), { facts: newClocks(moment(0)), clocks: [] } as Story)
      const open = end.clocks.filter((clock) => !isOver(clock))
      const answers = open.filter(({ metric }) => metric !== 'resolution')
      assert.equal(answers.length, end.facts.waitingSince === null ? 0 : 1)
      assert.ok(open.length - answers.length <= 1)
      if (end.facts.state === 'resolved') assert.equal(open.length, 0)
      for (const { warnAt, dueAt, startedAt, pausedSeconds } of end.clocks)
        assert.ok(startedAt <= warnAt && warnAt <= dueAt && pausedSeconds >= 0)
      const { answerDueAt, slaDueAt } = shown(end.clocks)
      assert.equal(answerDueAt === null, end.facts.waitingSince === null)
      assert.equal(
        slaDueAt,
        end.clocks
          .filter(isRunning)
          .map((clock) => clock.dueAt)
          .toSorted()[0] ?? null,
      )
      const keys = end.clocks.map(({ metric, cycle }) => `${metric} ${cycle}`)
      assert.equal(new Set(keys).size, keys.length)
    }),
    { numRuns: 500 },
  )
})
