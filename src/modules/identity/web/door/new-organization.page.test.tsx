import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { NewOrganizationPage } from '#identity/web/door/new-organization.page.tsx'
import { render } from '#web/testing/render.tsx'

const draw = (at: string) => render(<NewOrganizationPage />, { at, route: '/nueva-empresa', session: { mayCreateOrganization: true } })

test('whoever began a tab with one more organization goes back to the start', async () => {
  const { router, user } = await draw('/nueva-empresa')
  await user.click(await screen.findByRole('button', { name: 'Volver' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/'))
})

test('whoever came to one more organization from a page goes back to that page', async () => {
  const { router, user } = await draw('/ajustes/equipos')
  await router.navigate({ to: '/nueva-empresa' })
  await user.click(await screen.findByRole('button', { name: 'Volver' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/ajustes/equipos'))
})
