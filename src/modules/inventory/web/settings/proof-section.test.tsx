import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ProofSection } from '#inventory/web/settings/proof-section.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const id = '0193b3a0-0000-7000-8000-00000000000a'
const proof = { id, at: '2026-11-21T03:00:00.000Z', checkedCount: 48, differences: [] as object[], repairedAt: null, repairedByName: null }
const difference = { kind: 'level', variantId: id, name: 'Coca-Cola (1,5 l)', says: 12_000, is: 10_500, isMoney: false }
const shown = (answer: object | null) => render(<ProofSection />, { answers: { 'GET /stock-proofs/latest': { proof: answer } } })

test('a night on which everything added up says how much was looked at', async () => {
  await shown(proof)
  await screen.findByText(/revisamos 48 productos/)
  expect(screen.queryByRole('button')).toBeNull()
})

test('what does not add up is shown with both figures, and is corrected once somebody is sure', async () => {
  let kept: object = { ...proof, differences: [difference] }
  const { user } = await render(<ProofSection />, {
    answers: {
      'GET /stock-proofs/latest': () => ({ proof: kept }),
      [`POST /stock-proofs/${id}/repair`]: () =>
        (kept = { ...proof, differences: [difference], repairedAt: '2026-11-21T12:00:00.000Z', repairedByName: 'Julia' }),
    },
  })
  await screen.findByText('Dice 12, los movimientos dicen 10,5')
  await user.click(screen.getByRole('button', { name: 'Corregir según los movimientos' }))
  expect(askedFor().some(({ method }) => method === 'POST')).toBe(false)
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Corregir según los movimientos' }))
  await screen.findByText(/Lo corrigió Julia/)
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Corregir según los movimientos' })).toBeNull())
})
