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

test('the year after this one is there too, and it is said up to when the days that are decreed are known', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2028-05-10T12:00:00Z') })
  onTestFinished(() => void vi.useRealTimers())
  await render(<HolidayDialog days={[]} onAdd={() => {}} onClose={() => {}} />)
  expect((await screen.findAllByRole<HTMLInputElement>('radio')).map(({ value }) => value)).toEqual(['2028', '2029'])
  expect(screen.getByText('Revolución de Mayo')).toBeTruthy()
  expect(screen.getByText(/decreta.*hasta 2026/)).toBeTruthy()
})
