import { fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { render } from '#web/testing/render.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'

type Props = Partial<Parameters<typeof DateField>[0]> & { onSend?: () => void }

function Due({ onSend = () => {}, value = '', ...rest }: Props) {
  const [day, setDay] = useState(value)
  return (
    <CheckedForm
      onSubmit={(event) => {
        event.preventDefault()
        onSend()
      }}
    >
      <DateField label="Vence" value={day} onChange={setDay} {...rest} />
      <button type="submit">Guardar</button>
    </CheckedForm>
  )
}

/** A date field of a simulated document has no parts to type into: the day arrives whole. */
function write(day: string) {
  const field = screen.getByLabelText<HTMLInputElement>('Vence')
  fireEvent.change(field, { target: { value: day } })
  fireEvent.blur(field)
  return field
}

test.each([
  ['1900-01-01', 'Revisá el año: tiene que estar entre 2000 y 2099.'],
  ['2500-06-30', 'Revisá el año: tiene que estar entre 2000 y 2099.'],
  ['0202-03-04', 'Revisá el año: tiene que estar entre 2000 y 2099.'],
])('a due date of %s is refused below the field, stays as it was typed, and is not sent', async (day, words) => {
  const onSend = vi.fn()
  const { user } = await render(<Due onSend={onSend} />)
  const field = write(day)
  expect(screen.getByText(words)).toBeTruthy()
  expect(field.value).toBe(day)
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(onSend).not.toHaveBeenCalled()
  write('2026-12-24')
  expect(screen.queryByText(words)).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(onSend).toHaveBeenCalledOnce()
})

test('a birthday may be 1930, but not 1830', async () => {
  await render(<Due of="life" />)
  write('1930-05-12')
  expect(screen.queryByText(/^Revisá el año/)).toBeNull()
  write('1830-05-12')
  expect(screen.getByText('Revisá el año: tiene que estar entre 1900 y 2099.')).toBeTruthy()
})

test.each(['2026-11-22T15:00:00Z', '2026-11-23T02:30:00Z'])('at %s a payment of tomorrow is refused in words', async (now) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(now) })
  onTestFinished(() => void vi.useRealTimers())
  await render(<Due max="2026-11-22" />)
  write('2026-11-23')
  expect(screen.getByText('Ese día todavía no llegó: poné hoy o uno anterior.')).toBeTruthy()
})

test('a day before a narrower limit is told the limit', async () => {
  await render(<Due min="2026-03-01" />)
  write('2026-02-01')
  expect(screen.getByText('Tiene que ser el 1/3/2026 o después.')).toBeTruthy()
})

test('a day that has to be there is asked for in our words', async () => {
  const onSend = vi.fn()
  const { user } = await render(<Due required withAsterisk={false} onSend={onSend} />)
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(screen.getAllByText('Falta completar este dato.')).toHaveLength(1)
  expect(onSend).not.toHaveBeenCalled()
})

test('what is used at once is told only days that make sense', async () => {
  const onChange = vi.fn()
  await render(<Due isLive onChange={onChange} value="2026-11-21" />)
  expect(write('0202-11-21').value).toBe('0202-11-21')
  expect(onChange).not.toHaveBeenCalled()
  write('2026-11-20')
  expect(onChange).toHaveBeenCalledWith('2026-11-20')
})
