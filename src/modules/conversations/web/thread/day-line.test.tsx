import { act, screen } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { DayLine } from '#conversations/web/thread/message-list.tsx'
import { render } from '#web/testing/render.tsx'

test('at midnight where the shop is, what was written today was written yesterday, in a thread that stays open', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: Date.parse('2027-01-01T02:59:50Z') })
  onTestFinished(() => void vi.useRealTimers())
  await render(<DayLine at="2026-12-31T23:00:00.000Z" />)
  expect(screen.getByRole('separator').textContent).toBe('hoy')
  act(() => void vi.advanceTimersByTime(30_000))
  expect(screen.getByRole('separator').textContent).toBe('ayer')
})
