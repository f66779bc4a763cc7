import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { UnitCode } from '#commerce/contract/quantity.ts'
import { CountRow } from '#inventory/web/counts/count-row.tsx'
import { aCountLine } from '#inventory/web/testing/samples.ts'
import { render } from '#web/testing/render.tsx'

async function typing(text: string, unit: UnitCode) {
  const kept: number[] = []
  const { user } = await render(<CountRow line={aCountLine({ unit })} isBlind={false} onEnter={(_line, milli) => kept.push(milli)} />)
  await user.type(screen.getByRole('textbox', { name: 'Cuánto hay de Queso' }), text)
  const said = screen.queryByText(/Se anota/)?.textContent
  await user.tab()
  return { said, kept }
}

test('kilos that are typed as the scale shows them are said as they were understood, before they are kept', async () => {
  expect(await typing('1.250', 'kg')).toEqual({ said: 'Se anota 1,25 kg', kept: [1_250] })
})

test('thousands of grams are read as in every other field, and nothing has to be said', async () => {
  expect(await typing('1.500', 'g')).toEqual({ said: undefined, kept: [1_500_000] })
})

test('thousands of kilos with decimals are read as in every other field', async () => {
  expect(await typing('1.500,50', 'kg')).toEqual({ said: undefined, kept: [1_500_500] })
})
