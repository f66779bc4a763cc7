import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { OutgoingMailPage } from '#identity/web/operator/outgoing-mail.page.tsx'
import { render } from '#web/testing/render.tsx'

const letter = {
  id: 'm1',
  toAddress: 'nora@gallo.example',
  toName: '',
  subject: 'Julia te invita a Pollos El Gallo',
  text: 'Julia te invita a trabajar.\n\nAceptar la invitación:\nhttps://gallo.example/invitacion#secreto',
  state: 'waiting',
  attempts: 0,
  lastError: null,
  createdAt: '2026-11-20T12:00:00.000Z',
  sentAt: null,
}

test('the link of a letter that does not leave by itself is ready to be copied', async () => {
  const { user } = await render(<OutgoingMailPage />, {
    answers: { 'GET /outgoing-mail': { items: [letter], next: null, hasServer: false, localAddress: null } },
  })
  await user.click(await screen.findByText('Julia te invita a Pollos El Gallo'))
  const field = await screen.findByLabelText<HTMLInputElement>('Enlace para pasarle')
  expect(field.value).toBe('https://gallo.example/invitacion#secreto')
  expect(screen.getByRole('button', { name: 'Copiar: Enlace para pasarle' })).toBeTruthy()
})

test('where links lead to the machine of Yapa alone it is said, with what to do about it', async () => {
  const answered = (localAddress: string | null) => ({
    answers: { 'GET /outgoing-mail': { items: [letter], next: null, hasServer: true, localAddress } },
  })
  const { unmount } = await render(<OutgoingMailPage />, answered('http://localhost:8080'))
  expect(await screen.findByText(/llevan a http:\/\/localhost:8080.*YAPA_PUBLIC_URL/)).toBeTruthy()
  unmount()
  await render(<OutgoingMailPage />, answered(null))
  await screen.findByText('Julia te invita a Pollos El Gallo')
  expect(screen.queryByText(/YAPA_PUBLIC_URL/)).toBeNull()
})
