import { screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import type { Session } from '#web/session.ts'
import { render } from '#web/testing/render.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { isFaultless } from '#web/ui/own-fault.ts'

type Props = Partial<Parameters<typeof NumberField>[0]> & { onSend?: (value: unknown) => void }

function Price({ onSend = () => {}, value = '', ...rest }: Props) {
  const [price, setPrice] = useState<number | string | null>(value)
  return (
    <CheckedForm
      onSubmit={(event) => {
        event.preventDefault()
        onSend(price)
      }}
    >
      <NumberField label="Precio" value={price} onChange={setPrice} min={0} max={1e10} decimals={2} {...rest} />
      <button type="submit">Guardar</button>
    </CheckedForm>
  )
}

const field = () => screen.getByLabelText<HTMLInputElement>('Precio')

test.each([
  ['-5', 'Tiene que ser 0 o más.'],
  ['99999999999', 'Tiene que ser 10.000.000.000 o menos.'],
  ['abc', 'Escribí un número.'],
  ['12a', 'Escribí un número.'],
  ['1,555', 'Van hasta 2 decimales.'],
])('%s is refused below the field, stays as it was typed, and is not sent', async (typed, words) => {
  const onSend = vi.fn()
  const { user } = await render(<Price onSend={onSend} />)
  await user.type(field(), typed)
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(screen.getByText(words)).toBeTruthy()
  expect(field().value.replaceAll('.', '')).toBe(typed)
  expect(onSend).not.toHaveBeenCalled()
  await user.clear(field())
  expect(screen.queryByText(words)).toBeNull()
  await user.type(field(), '1500,5')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(onSend).toHaveBeenCalledWith(1500.5)
})

test('a number that has to be there is asked for, also by whoever touches nothing', async () => {
  const onSend = vi.fn()
  const { user } = await render(<Price required withAsterisk={false} onSend={onSend} />)
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(screen.getAllByText('Falta completar este dato.')).toHaveLength(1)
  expect(onSend).not.toHaveBeenCalled()
})

test('thousands are parted while they are typed, and the sign stands around what is read', async () => {
  const { user } = await render(<Price prefix="$ " suffix=" / kg" value={1_250_000.5} />)
  expect(field().value).toBe('$ 1.250.000,5 / kg')
  await user.clear(field())
  await user.type(field(), '1500000')
  expect(field().value).toBe('1.500.000')
  await user.tab()
  expect(field().value).toBe('$ 1.500.000 / kg')
})

test('who corrects a digit in the middle stays there, and what was selected is replaced', async () => {
  const { user } = await render(<Price prefix="$ " suffix=" / kg" value={12_500} />)
  await user.type(field(), '9', { initialSelectionStart: 4, initialSelectionEnd: 4 })
  expect(field().value).toBe('129.500')
  await user.keyboard('0')
  expect(field().value).toBe('1.290.500')
  await user.tab()
  await user.type(field(), '7', { initialSelectionStart: 0, initialSelectionEnd: field().value.length })
  expect(field().value).toBe('7')
})

test('numbers are written as the country of the organization writes them', async () => {
  const organization = { country: 'MX', locale: 'es' } as Session['organization']
  const { user } = await render(<Price value={1234.5} />, { session: { organization } })
  expect(field().value).toBe('1,234.5')
  await user.clear(field())
  await user.type(field(), '2,500.25')
  await user.tab()
  expect(field().value).toBe('2,500.25')
})

test('another value from outside takes the place of what was typed', async () => {
  function Renewed() {
    const [value, setValue] = useState<number | ''>(3)
    return (
      <>
        <NumberField label="Precio" value={value} onChange={setValue} />
        <button type="button" onClick={() => setValue(9)}>
          Volver
        </button>
      </>
    )
  }
  const { user } = await render(<Renewed />)
  await user.type(field(), 'x')
  expect(field().value).toBe('3x')
  await user.click(screen.getByRole('button', { name: 'Volver' }))
  expect(field().value).toBe('9')
})

test('what is used at once is told only what is right', async () => {
  const onChange = vi.fn()
  const { user } = await render(
    <NumberField label="Precio" value={5} onChange={onChange} min={1} max={10} isLive required withAsterisk={false} />,
  )
  await user.clear(field())
  expect(onChange).not.toHaveBeenCalled()
  await user.type(field(), '70')
  await user.tab()
  expect(onChange).toHaveBeenLastCalledWith(7)
  expect(screen.getByText('Tiene que ser 10 o menos.')).toBeTruthy()
  expect(field().value).toBe('70')
})

test('where there is no form, a button asks whether all is right, and what is not says so', async () => {
  const saved = vi.fn()
  const { user } = await render(
    <section>
      <NumberField label="Precio" value={5} onChange={() => {}} min={1} max={10} isLive />
      <button type="button" onClick={({ currentTarget }) => isFaultless(currentTarget.closest('section')) && saved()}>
        Guardar
      </button>
    </section>,
  )
  await user.clear(field())
  await user.type(field(), 'x')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(screen.getByText('Escribí un número.')).toBeTruthy()
  expect(document.activeElement).toBe(field())
  expect(saved).not.toHaveBeenCalled()
  await user.clear(field())
  await user.type(field(), '7')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(saved).toHaveBeenCalledOnce()
})

test.each([
  ['-99.999,999', 'Tiene que ser 0 o más.'],
  ['99,999', 'Van hasta 2 decimales.'],
])('an amount of %s, finer than its currency, is refused as it was typed instead of being rounded', async (typed, words) => {
  const onSend = vi.fn()
  function Payment() {
    const [minor, setMinor] = useState<number | null>(93_654_00)
    return (
      <CheckedForm onSubmit={onSend}>
        <MoneyField label="Monto" valueMinor={minor} currency="ARS" onChange={setMinor} />
        <button type="submit">Guardar</button>
      </CheckedForm>
    )
  }
  const { user } = await render(<Payment />)
  const amount = screen.getByLabelText<HTMLInputElement>('Monto')
  await user.clear(amount)
  await user.type(amount, typed)
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(amount.value).toBe(typed)
  expect(screen.getByText(words)).toBeTruthy()
  expect(onSend).not.toHaveBeenCalled()
})
