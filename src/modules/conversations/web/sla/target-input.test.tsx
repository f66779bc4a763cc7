import { screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { TargetInput } from '#conversations/web/sla/target-input.tsx'
import { render } from '#web/testing/render.tsx'

function Promised({ theirs }: { theirs: number }) {
  const [minutes, setMinutes] = useState<number | null>(120)
  return (
    <>
      <TargetInput label="Respuesta" minutes={minutes} isReadOnly={false} onChange={setMinutes} />
      <button onClick={() => setMinutes(theirs)}>Ver la versión nueva</button>
    </>
  )
}

const shown = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Respuesta' }).value
const unit = () => screen.getByRole<HTMLInputElement>('combobox').value

test('a promise that somebody else made shorter is shown in minutes, and who writes one keeps the unit they chose', async () => {
  const { user } = await render(<Promised theirs={5} />)
  expect([shown(), unit()]).toEqual(['2', 'h'])
  await user.clear(screen.getByRole('textbox', { name: 'Respuesta' }))
  await user.type(screen.getByRole('textbox', { name: 'Respuesta' }), '48')
  expect([shown(), unit()]).toEqual(['48', 'h'])
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  expect([shown(), unit()]).toEqual(['5', 'min'])
})
