import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Standing } from '#crm/contract/lead.ts'
import { StandingCard } from '#crm/web/leads/standing-card.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const id = '01900000-0000-7000-8000-000000000001'
const standing: Standing = {
  contactId: id,
  stage: 'customer',
  stageEnteredAt: null,
  waitingSince: null,
  attentionAt: null,
  state: 'nuevo',
  reasons: [],
  override: null,
  history: [],
  leads: [],
}

test('a step back that is refused says why in its window, and the reason that was typed stays', async () => {
  let refusals = 1
  const { user } = await render(<StandingCard contactId={id} />, {
    session: { permissions: ['crm.read-contacts', 'crm.write-contacts'] },
    answers: {
      [`GET /contacts/${id}/standing`]: standing,
      [`PUT /contacts/${id}/stage`]: () => {
        if (refusals-- > 0) return refuse(409, { code: 'crm.contact_changed', title: 'Otra persona lo movió recién.' })()
        return standing
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: 'MQL: mostró interés' }))
  const dialog = await screen.findByRole('dialog', { name: /^Volver a/ })
  expect(dialog.textContent).toContain('Queda en el historial.')
  expect(within(dialog).getByRole('button', { name: 'Cancelar' })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Volver atrás' }))
  expect(dialog.textContent).toContain('Falta completar este dato.')

  const reason = screen.getByRole('textbox', { name: /¿Por qué\?/ })
  await user.type(reason, 'Pagó otra persona')
  await user.click(screen.getByRole('button', { name: 'Volver atrás' }))
  await waitFor(() => expect(dialog.textContent).toContain('Otra persona lo movió recién.'))
  expect(reason).toHaveProperty('value', 'Pagó otra persona')

  await user.click(screen.getByRole('button', { name: 'Volver atrás' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const sent = askedFor().filter(({ method }) => method === 'PUT')
  expect(sent.map(({ body }) => body)).toEqual([
    { stage: 'mql', reason: 'Pagó otra persona' },
    { stage: 'mql', reason: 'Pagó otra persona' },
  ])
})
