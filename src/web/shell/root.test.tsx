import { act, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { ApiProblem } from '#web/api.ts'
import type { Live, LiveState } from '#web/live.ts'
import { LiveContext } from '#web/live-hooks.ts'
import { PageFailure } from '#web/shell/root.tsx'
import { render } from '#web/testing/render.tsx'

/** A line that is moved by hand. */
function aLine() {
  let state: LiveState = 'lost'
  const listeners = new Set<() => void>()
  const live = {
    state: () => state,
    listen: (run: () => void) => {
      listeners.add(run)
      return () => listeners.delete(run)
    },
  } as unknown as Live
  const turn = (next: LiveState) => {
    state = next
    listeners.forEach((run) => run())
  }
  return { live, turn }
}

test('a page that could not be brought is tried again when the line stands, though the browser never missed the network', async () => {
  for (const [code, tries] of [
    ['web.page_offline', 1],
    ['web.forbidden', 0],
  ] as const) {
    const { live, turn } = aLine()
    const reset = vi.fn()
    const { unmount } = await render(
      <LiveContext value={live}>
        <PageFailure error={new ApiProblem({ code, status: code === 'web.forbidden' ? 403 : 0 })} reset={reset} />
      </LiveContext>,
    )
    await screen.findByRole('alert')
    await act(async () => turn('connecting'))
    expect(reset).toHaveBeenCalledTimes(0)
    await act(async () => turn('open'))
    expect(reset).toHaveBeenCalledTimes(tries)
    unmount()
  }
})
