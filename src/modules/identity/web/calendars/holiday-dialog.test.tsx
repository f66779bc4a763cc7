import { screen } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { HolidayDialog } from '#identity/web/calendars/holiday-dialog.tsx'
import { render } from '#web/testing/render.tsx'

test.each([
  ['2027-01-01T01:30:00Z', '2026'],
  ['2027-01-01T03:30:00Z', '2027'],
])('at %s, New Year in London, the holidays are those of %s, the year that it is where the shop is', async (now, year) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(now) })
  onTestFinished(() => void vi.useRealTimers())
  await render(<HolidayDialog days={[]} onAdd={() => {}} onClose={() => {}} />)
  expect((await screen.findByRole<HTMLInputElement>('radio', { name: year })).checked).toBe(true)
})
