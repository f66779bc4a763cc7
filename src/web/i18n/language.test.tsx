import { act, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { useT } from '#web/i18n/i18n.tsx'
import { Words } from '#web/i18n/language.tsx'
import { useLocale } from '#web/i18n/locale.ts'
import { loadMessages } from '#web/i18n/messages.ts'
import { sessionQuery } from '#web/session.ts'
import { render } from '#web/testing/render.tsx'

function Door() {
  const t = useT()
  const [, choose] = useLocale()
  return <button onClick={() => choose('pt')}>{t('web.settings.title')}</button>
}

test('a language whose words do not arrive is said so in the old one, and spoken once they come', async () => {
  const messages = await loadMessages('es')
  let isUp = false
  const load = vi.fn(() => (isUp ? loadMessages('pt') : Promise.reject(new TypeError('Failed to fetch'))))
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const { user, queryClient } = await render(
    <Words first={{ locale: 'es', messages }} load={load}>
      <Door />
    </Words>,
    { answers: { 'HEAD /': {} } },
  )
  act(() => queryClient.removeQueries({ queryKey: sessionQuery.queryKey }))
  await user.click(screen.getByRole('button', { name: 'Ajustes' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Esta parte no llegó')
  expect([document.documentElement.lang, load.mock.calls.length]).toEqual(['es', 1])

  isUp = true
  await act(async () => void window.dispatchEvent(new Event('online')))
  await screen.findByRole('button', { name: 'Configurações' })
  expect(screen.queryByRole('alert')).toBeNull()
  expect(document.documentElement.lang).toBe('pt')
})
