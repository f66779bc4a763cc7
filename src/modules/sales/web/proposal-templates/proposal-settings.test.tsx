import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { getProposalSettings } from '#sales/contract/proposal-api.ts'
import { ProposalSettingsPage } from '#sales/web/proposal-templates/proposal-settings.page.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const settings = { limits: [{ currency: 'ARS', aboveMinor: 400_000_000 }], prefixes: [], followups: [], version: 2 }
const answers = { 'GET /proposal-settings': settings, 'PUT /proposal-settings': settings }

test('the amount from which somebody else says yes is read with its thousands parted', async () => {
  const { user } = await render(<ProposalSettingsPage />, { answers })
  const above = await screen.findByLabelText<HTMLInputElement>('Pedir aprobación por encima de (ARS)')
  expect(above.value).toBe('4.000.000')
  await user.clear(above)
  await user.type(above, '500000')
  expect(above.value).toBe('500.000')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(askedFor().some(({ method }) => method === 'PUT')).toBe(true))
  expect(askedFor().find(({ method }) => method === 'PUT')?.body).toMatchObject({ limits: [{ currency: 'ARS', aboveMinor: 50_000_000 }] })
})

test.each([
  ['-5', 'Tiene que ser 0 o más.'],
  ['mucho', 'Escribí un número.'],
])('%s is no amount to ask from: it is said, and stays to be mended', async (typed, words) => {
  const { user } = await render(<ProposalSettingsPage />, { answers })
  const above = await screen.findByLabelText<HTMLInputElement>('Pedir aprobación por encima de (ARS)')
  await user.clear(above)
  await user.type(above, typed)
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(screen.getByText(words)).toBeTruthy()
  expect(above.value).toBe(typed)
  expect(askedFor().some(({ method }) => method === 'PUT')).toBe(false)
})

test('an amount that somebody is writing stays when another one saves the limits, who is told of on saving', async () => {
  let saved = settings
  const { user, queryClient } = await render(<ProposalSettingsPage />, {
    answers: {
      'GET /proposal-settings': () => saved,
      'PUT /proposal-settings': refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esto.' }),
    },
  })
  const above = () => screen.findByLabelText<HTMLInputElement>('Pedir aprobación por encima de (ARS)')
  await user.clear(await above())
  await user.type(await above(), '500000')
  saved = { ...settings, limits: [{ currency: 'ARS', aboveMinor: 100_000_000 }], version: 3 }
  await act(() => queryClient.invalidateQueries({ queryKey: [getProposalSettings.path] }))
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Alguien cambió esto.')
  expect((await above()).value).toMatch(/500\.000$/)
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  await waitFor(async () => expect((await above()).value).toBe('1.000.000'))
})
