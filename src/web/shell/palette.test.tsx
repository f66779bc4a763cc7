import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openPalette } from '#web/shell/palette.ts'
import { render } from '#web/testing/render.tsx'

const fields = () => screen.queryAllByRole<HTMLInputElement>('textbox', { name: /Buscar contactos/ })

test('what is typed before the palette has come stands in its field, and whoever was writing writes on afterwards', async () => {
  const { user } = await render(<textarea aria-label="Respuesta" />, { answers: { 'GET /search': { items: [] } } })
  const answer = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Respuesta' })
  await user.type(answer, 'Hola')
  act(openPalette)
  await user.keyboard('caf{Escape}')
  await waitFor(() => expect(document.activeElement).toBe(answer))
  expect(fields()).toEqual([])

  act(openPalette)
  expect(fields()[0]?.value).toBe('')
  await user.keyboard('pol')
  const palette = await screen.findByRole('dialog', { name: /Buscar/ })
  await waitFor(() => expect(palette.contains(document.activeElement)).toBe(true))
  await user.keyboard('lo')
  expect(fields().map(({ value }) => value)).toEqual(['pollo'])
  expect(within(palette).getByRole('textbox')).toBe(document.activeElement)

  await user.keyboard('{Escape}')
  await waitFor(() => expect(document.activeElement).toBe(answer))
  expect(answer.value).toBe('Hola')
})
