import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ContactValue } from '#orders/web/customers/contact-value.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const contactId = '019a0000-0000-7000-8000-000000000021'
const conversationId = '019a0000-0000-7000-8000-000000000022'
const answers = { 'GET /contacts/:contactId/purchase-value': { value: null } }
const words = 'Sin compras contadas. Se cuentan cada noche las de los últimos 12 meses.'

test('of who never bought, their record says so and the chat beside them nothing', async () => {
  const { unmount } = await render(<ContactValue contactId={contactId} />, { answers })
  expect(await screen.findByText(words)).toBeTruthy()
  unmount()
  const asked = askedFor().length
  await render(<ContactValue contactId={contactId} conversationId={conversationId} />, { answers })
  await waitFor(() => expect(askedFor().length).toBeGreaterThan(asked))
  expect(screen.queryByRole('region', { name: 'Como cliente' })).toBeNull()
})
