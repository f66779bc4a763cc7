import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { MergeProposal } from '#crm/contract/duplicate.ts'
import { MergeForm } from '#crm/web/duplicates/merge-form.tsx'
import { answers, contact, id, session } from '#crm/web/testing/samples.ts'
import { render } from '#web/testing/render.tsx'

test('whoever began a tab with two contacts to join, and joins them not, goes to the one that would stay', async () => {
  const proposal = { survivor: contact, loser: { ...contact, id: 'b1', name: 'Ana R.' }, choices: [], obstacle: null } as unknown
  const { router, user } = await render(<MergeForm proposal={proposal as MergeProposal} onStay={() => {}} onAgain={() => {}} />, {
    session,
    answers,
    at: '/contactos/b1/unir',
    route: '/contactos/b1/unir',
  })
  await user.click(await screen.findByRole('button', { name: 'Cancelar' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(`/contactos/${id}`))
})
