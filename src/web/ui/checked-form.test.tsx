import { PasswordInput, TextInput } from '@mantine/core'
import { screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { Locale } from '#kernel/i18n/translate.ts'
import { ApiProblem } from '#web/api.ts'
import { render } from '#web/testing/render.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'

const draw = (onSubmit: () => void, locale?: Locale) =>
  render(
    <CheckedForm
      aria-label="form"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <TextInput label="Correo" type="email" required withAsterisk={false} />
      <PasswordInput label="Clave" required withAsterisk={false} />
      <button type="submit">Entrar</button>
    </CheckedForm>,
    locale ? { locale } : {},
  )

test('what is missing is said below each field in our words, and nothing is sent', async () => {
  const sent = vi.fn()
  const { user } = await draw(sent)
  await user.click(screen.getByRole('button', { name: 'Entrar' }))
  expect(screen.getAllByText('Falta completar este dato.')).toHaveLength(2)
  const mail = screen.getByLabelText('Correo')
  await waitFor(() => expect(mail.getAttribute('aria-invalid')).toBe('true'))
  expect(document.getElementById(mail.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Falta completar este dato.')
  expect(document.activeElement).toBe(mail)
  expect(sent).not.toHaveBeenCalled()
})

test('blanks alone are nothing, but in a password', async () => {
  const sent = vi.fn()
  const { user } = await render(
    <CheckedForm onSubmit={sent}>
      <TextInput label="Nombre" required withAsterisk={false} />
      <PasswordInput label="Clave" required withAsterisk={false} />
      <button type="submit">Entrar</button>
    </CheckedForm>,
  )
  await user.type(screen.getByLabelText('Nombre'), '  ')
  await user.type(screen.getByLabelText('Clave'), '  ')
  await user.click(screen.getByRole('button', { name: 'Entrar' }))
  expect(screen.getAllByText('Falta completar este dato.')).toHaveLength(1)
  expect(document.activeElement).toBe(screen.getByLabelText('Nombre'))
  expect(sent).not.toHaveBeenCalled()
})

test('the browser keeps its own words to itself', async () => {
  await draw(() => {})
  expect(screen.getByRole<HTMLFormElement>('form').noValidate).toBe(true)
})

test('the sentence goes when the field is mended, and then the form is sent', async () => {
  const sent = vi.fn()
  const { user } = await draw(sent)
  await user.type(screen.getByLabelText('Correo'), 'ana')
  await user.type(screen.getByLabelText('Clave'), 'una frase larga')
  await user.click(screen.getByRole('button', { name: 'Entrar' }))
  expect(screen.getByText(/^No parece un correo/)).toBeTruthy()
  await user.type(screen.getByLabelText('Correo'), '@gallo.example')
  expect(screen.queryByText(/^No parece un correo/)).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Entrar' }))
  expect(sent).toHaveBeenCalledOnce()
})

test('the sentences are in the language of the person', async () => {
  const { user } = await draw(() => {}, 'pt')
  await user.click(screen.getByRole('button', { name: 'Entrar' }))
  expect(screen.getAllByText('Falta preencher este dado.')).toHaveLength(2)
})

test('what the server refuses of a field stands below that field, and goes when it is mended', async () => {
  const issues = [{ path: 'paidOn', message: 'Revisá el año: tiene que estar entre 2000 y 2099.' }]
  const refusal = new ApiProblem({ code: 'kernel.invalid_input', status: 422, issues })
  const { user } = await render(
    <CheckedForm refusal={refusal}>
      <TextInput label="Referencia" name="reference" />
      <TextInput label="Fecha" name="paidOn" />
    </CheckedForm>,
  )
  const day = screen.getByLabelText('Fecha')
  expect(document.getElementById(day.getAttribute('aria-describedby') ?? '')?.textContent).toBe(issues[0]?.message)
  expect(document.activeElement).toBe(day)
  expect(screen.getByLabelText('Referencia').getAttribute('aria-invalid')).not.toBe('true')
  await user.type(day, '2026')
  expect(screen.queryByText(/^Revisá el año/)).toBeNull()
})

test('whoever holds the form by a ref still has it', async () => {
  const held = vi.fn()
  await render(<CheckedForm ref={held} aria-label="form" />)
  expect(held).toHaveBeenCalledWith(screen.getByRole('form'))
})
