import { screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { QuantityField } from '#purchasing/web/fields/quantity-field.tsx'
import { render } from '#web/testing/render.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'

const told: { minor: number | null; milli: number | null } = { minor: null, milli: null }

function Line() {
  const [minor, setMinor] = useState<number | null>(null)
  const [milli, setMilli] = useState<number | null>(null)
  Object.assign(told, { minor, milli })
  return (
    <>
      <MoneyField label="Precio" valueMinor={minor} currency="ARS" onChange={setMinor} />
      <QuantityField label="Llegó" valueMilli={milli} onChange={setMilli} />
    </>
  )
}

test('who leans on a key is told where it ends, and what was typed stays', async () => {
  const { user } = await render(<Line />)
  await user.type(screen.getByLabelText('Precio'), '9'.repeat(14))
  await user.type(screen.getByLabelText('Llegó'), '9'.repeat(14))
  await user.tab()
  expect(screen.getByText('Tiene que ser 10.000.000.000 o menos.')).toBeTruthy()
  expect(screen.getByText('Tiene que ser 1.000.000 o menos.')).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Precio').value).toBe('99.999.999.999.999')
  expect(told.minor).toBeLessThan(Number.MAX_SAFE_INTEGER)
})

test('letters are no amount and a minus no quantity: both are said, and neither is guessed', async () => {
  const { user } = await render(<Line />)
  await user.type(screen.getByLabelText('Precio'), '1a2b,5')
  await user.type(screen.getByLabelText('Llegó'), '-3')
  await user.tab()
  expect(screen.getByText('Escribí un número.')).toBeTruthy()
  expect(screen.getByText('Tiene que ser 0 o más.')).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Precio').value).toBe('1a2b,5')
  expect(told.minor).not.toBe(1250)
})
