import type { Clock } from '#kernel/context.ts'

export type Span = { days?: number; hours?: number; minutes?: number; seconds?: number; ms?: number }

/** A clock that a test moves. It stands still in between, so that two readings of one test agree. */
export type TestClock = Clock & { advance(span: Span): void; set(instant: string): void; restart(): void }

export function testClock(start = '2026-11-21T15:00:00.000Z'): TestClock {
  let now = Date.parse(start)
  return {
    now: () => new Date(now),
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 }) {
      now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms
    },
    set(instant) {
      now = Date.parse(instant)
    },
    restart() {
      now = Date.parse(start)
    },
  }
}
