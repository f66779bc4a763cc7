import { cleanup, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { blankLine, countDraft, type ProposalDraft } from '#sales/web/proposals/draft.ts'
import { LinesEditor } from '#sales/web/proposals/lines-editor.tsx'
import { TotalsPanel } from '#sales/web/proposals/totals-panel.tsx'
import { useFormat } from '#web/i18n/i18n.tsx'
import { separatorsOf } from '#web/money-input.ts'
import { aSession } from '#web/testing/session.ts'
import { render } from '#web/testing/render.tsx'

const draft = (lines: number): ProposalDraft => ({
  title: 'Catering',
  ownerId: null,
  dealId: null,
  currency: 'ARS',
  validUntil: '2026-12-06',
  includesTax: false,
  discount: { kind: 'none', text: '' },
  lines: Array.from({ length: lines }, (_, i) => ({ ...blankLine('item', '21'), description: `Ítem ${i}`, price: '100' })),
  document: { cover: { isShown: false, title: '', subtitle: '', showsLogo: false }, sections: [], terms: { type: 'doc', content: [] } },
})

function Sheet({ start }: { start: ProposalDraft }) {
  const { number } = useFormat()
  const [now, setNow] = useState(start)
  const counted = countDraft(now, separatorsOf(number))
  return (
    <>
      <LinesEditor
        lines={now.lines}
        read={counted.lines}
        totals={counted.totals}
        currency="ARS"
        picking={{ proposalId: 'p1', includesTax: now.includesTax }}
        onChange={(change) => setNow((last) => ({ ...last, lines: change(last.lines) }))}
      />
      <TotalsPanel draft={now} counted={counted} onChange={(part) => setNow((last) => ({ ...last, ...part }))} />
    </>
  )
}
const show = (lines: number) => render(<Sheet start={draft(lines)} />, { at: '/propuestas', route: '/propuestas' })
const total = async (): Promise<string> => (await screen.findByText('Total')).nextElementSibling?.textContent?.replaceAll(/\s/g, ' ') ?? ''
const type = (label: string, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } })

test('what is typed is counted at once: quantity with a comma, discount, taxes', async () => {
  show(1)
  expect(await total()).toBe('$ 121')
  type('Cantidad de la línea 1', '2,5')
  expect(await total()).toBe('$ 302,50')
  type('Descuento de la línea 1', '10')
  expect(await total()).toBe('$ 272,25')
  fireEvent.click(screen.getByLabelText('Los precios incluyen impuestos'))
  expect(await total()).toBe('$ 225')
})

test('the price of a line is read with the marks of the organization: 1.500 is one and a half in English, 1500 in Spanish', async () => {
  show(1)
  await total()
  type('Precio de la línea 1', '1.500')
  expect(await total()).toBe('$ 1.815')
  type('Precio de la línea 1', '1.500,50')
  expect(await total()).toBe('$ 1.815,61')
  cleanup()
  const { organization } = aSession()
  const inEnglish = { organization: organization && { ...organization, locale: 'en' as const } }
  render(<Sheet start={draft(1)} />, { at: '/propuestas', route: '/propuestas', session: inEnglish })
  await total()
  type('Precio de la línea 1', '1.500')
  expect(await total()).toBe('ARS 1.82')
  type('Precio de la línea 1', '1,500.50')
  expect(await total()).toBe('ARS 1,815.61')
})

test('a number that cannot be read is marked, said, and stays as it was typed', async () => {
  show(1)
  await total()
  type('Precio de la línea 1', 'mil')
  const field = screen.getByLabelText('Precio de la línea 1') as HTMLInputElement
  expect([field.value, field.getAttribute('aria-invalid')]).toEqual(['mil', 'true'])
  expect(screen.getByText(/Revisá las líneas marcadas/)).toBeTruthy()
})

test('lines come, move and go', async () => {
  show(2)
  await total()
  fireEvent.click(screen.getByLabelText('Bajar la línea 1'))
  expect((screen.getByLabelText('Descripción de la línea 2') as HTMLInputElement).value).toBe('Ítem 0')
  fireEvent.click(screen.getByText('Agregar ítem'))
  expect(screen.getByLabelText('Descripción de la línea 3')).toBeTruthy()
  fireEvent.click(screen.getByLabelText('Quitar la línea 1'))
  expect((screen.getByLabelText('Descripción de la línea 1') as HTMLInputElement).value).toBe('Ítem 0')
})
