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

test('who leans on a key is stopped at what can still be counted, and keeps what was typed until there', async () => {
  const { user } = await render(<Line />)
  await user.type(screen.getByLabelText('Precio'), '9'.repeat(14))
  await user.type(screen.getByLabelText('Llegó'), '9'.repeat(14))
  expect(told).toEqual({ minor: 999_999_999_900, milli: 999_999_000 })
  expect(screen.getByLabelText<HTMLInputElement>('Precio').value.replaceAll(/\D/g, '')).toBe('9'.repeat(10))
})

test('letters and a minus leave no trace in an amount', async () => {
  const { user } = await render(<Line />)
  await user.type(screen.getByLabelText('Precio'), '-1a2b,5')
  expect(told.minor).toBe(1250)
})
