import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { canApproveProposals } from '#sales/contract/permissions.ts'
import type { Proposal } from '#sales/contract/proposal.ts'
import { ProposalActions } from '#sales/web/proposals/proposal-actions.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const waiting = {
  id: 'p1',
  version: 4,
  state: 'waiting_approval',
  archivedAt: null,
  approval: { isNeeded: true, limitMinor: 1 },
} as Proposal

test('who gives a proposal back without saying what to put right is told below the field, and what is written stays when it is refused', async () => {
  const { user } = await render(<ProposalActions proposal={waiting} isDirty={false} isSaving={false} onSave={async () => true} />, {
    session: { permissions: [canApproveProposals.code] },
    answers: { 'PUT /proposals/:id/approval': refuse(409, { code: 'sales.proposal_not_waiting', title: 'Ya la aprobaron.' }) },
  })
  await user.click(screen.getByRole('button', { name: 'Devolver' }))
  const asking = within(await screen.findByRole('dialog', { name: 'Devolver' }))
  const reason = asking.getByLabelText<HTMLTextAreaElement>(/Qué hay que corregir/)
  const giveBack = () => user.click(asking.getByRole('button', { name: 'Devolver' }))
  await giveBack()
  expect(asking.getByText('Falta completar este dato.')).toBeTruthy()
  expect(askedFor()).toEqual([])
  await user.type(reason, 'El precio del flete')
  await giveBack()
  expect((await asking.findByRole('alert')).textContent).toContain('Ya la aprobaron.')
  expect(reason.value).toBe('El precio del flete')
  expect(askedFor().map(({ body, headers }) => [body, headers.get('if-match')])).toEqual([
    [{ isApproved: false, reason: 'El precio del flete' }, '"4"'],
  ])
})
