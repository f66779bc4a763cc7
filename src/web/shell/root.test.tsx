import { act, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { ApiProblem } from '#web/api.ts'
import { tellBack } from '#web/connection.ts'
import { PageFailure } from '#web/shell/root.tsx'
import { render } from '#web/testing/render.tsx'

test('a page that could not be brought is tried again when the line stands, though the browser never missed the network', async () => {
  for (const [code, tries] of [
    ['web.page_offline', 1],
    ['web.page_slow', 1],
    ['web.forbidden', 0],
  ] as const) {
    const reset = vi.fn()
    const { unmount } = await render(
      <PageFailure error={new ApiProblem({ code, status: code === 'web.forbidden' ? 403 : 0 })} reset={reset} />,
    )
    await screen.findByRole('alert')
    expect(reset).toHaveBeenCalledTimes(0)
    await act(async () => tellBack())
    expect(reset).toHaveBeenCalledTimes(tries)
    unmount()
  }
})
