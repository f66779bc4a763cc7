import { screen } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { StandingChip } from '#inventory/web/levels/standing-chip.tsx'
import { render } from '#web/testing/render.tsx'

test.each([
  ['2026-12-01T03:30:00Z', 'half past midnight'],
  ['2026-12-01T15:00:00Z', 'noon'],
  ['2026-12-02T02:30:00Z', 'half past eleven at night'],
])('a fortnight before it expires is the whole day long, at %s (%s) as well', async (now) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(now) })
  onTestFinished(() => void vi.useRealTimers())
  await render(
    <>
      <StandingChip row={{ standing: 'enough', expiresOn: '2026-12-15' }} />
      <StandingChip row={{ standing: 'enough', expiresOn: '2026-12-16' }} />
    </>,
  )
  expect(screen.getAllByText(/^Vence/).map(({ textContent }) => textContent)).toEqual(['Vence el 15 dic'])
})
