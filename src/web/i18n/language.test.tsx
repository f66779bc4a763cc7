import { act, screen } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
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

/** The door in Spanish, and somebody who chooses Portuguese there. */
async function aDoor(load: typeof loadMessages) {
  const messages = await loadMessages('es')
  // What is waited for is the line of the test, not the disk of a busy machine.
  await loadMessages('pt')
  const { user, queryClient } = await render(
    <Words first={{ locale: 'es', messages }} load={load}>
      <Door />
    </Words>,
    { answers: { 'HEAD /': () => Promise.reject(new TypeError('Failed to fetch')) } },
  )
  act(() => queryClient.removeQueries({ queryKey: sessionQuery.queryKey }))
  await user.click(screen.getByRole('button', { name: 'Ajustes' }))
  return user
}

/** On a network of which the test says when it works. */
async function aDoorOffline() {
  const network = { isUp: false, asked: 0 }
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const user = await aDoor((locale) => {
    network.asked++
    return network.isUp ? loadMessages(locale) : Promise.reject(new TypeError('Failed to fetch'))
  })
  return { network, user, notice: await screen.findByRole('alert') }
}

const isPortuguese = async () => {
  await screen.findByRole('button', { name: 'Configurações' })
  expect(screen.queryByRole('alert')).toBeNull()
  await vi.waitFor(() => expect(document.documentElement.lang).toBe('pt'))
}

test('a language whose words do not arrive is said so in the old one, and spoken when they are asked for again', async () => {
  const { network, user, notice } = await aDoorOffline()
  expect(notice.textContent).toContain('El idioma no cambió porque no hay conexión.')
  expect([document.documentElement.lang, network.asked]).toEqual(['es', 1])
  network.isUp = true
  await user.click(screen.getByRole('button', { name: 'Reintentar' }))
  await isPortuguese()
})

test('who closes the notice keeps the old language until the connection is back, or until they choose again', async () => {
  const { network, user } = await aDoorOffline()
  await user.click(screen.getByRole('button', { name: 'Cerrar' }))
  expect(screen.queryByRole('alert')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Ajustes' }))
  await screen.findByRole('alert')
  await user.click(screen.getByRole('button', { name: 'Cerrar' }))
  network.isUp = true
  await act(async () => void window.dispatchEvent(new Event('online')))
  await isPortuguese()
})

/** On a line that has stalled until the test says that it moves again. */
async function aDoorOnAStalledLine() {
  const line = Promise.withResolvers<void>()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  onTestFinished(() => void vi.useRealTimers())
  const user = await aDoor((locale) => line.promise.then(() => loadMessages(locale)))
  return { user, moves: line.resolve, wait: (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds)) }
}

test('while a language is on its way it says so, and after a while that it does not come; it is spoken when it comes after all', async () => {
  const { moves, wait } = await aDoorOnAStalledLine()
  await wait(500)
  expect(screen.getByRole('status').textContent).toBe('Cambiando el idioma')
  expect(screen.queryByRole('alert')).toBeNull()
  await wait(20_000)
  expect(screen.getByRole('alert').textContent).toContain('El idioma tarda en llegar.')
  expect(screen.getByRole('button', { name: 'Recargar la página' })).toBeTruthy()
  expect(screen.queryByRole('status')).toBeNull()
  moves()
  await isPortuguese()
})

test('who closes the notice of a language on its way is not told again that it takes long', async () => {
  const { user, moves, wait } = await aDoorOnAStalledLine()
  await wait(500)
  await user.click(screen.getByRole('button', { name: 'Cerrar' }))
  await wait(20_500)
  expect([screen.queryByRole('status'), screen.queryByRole('alert')]).toEqual([null, null])
  moves()
  await isPortuguese()
})
