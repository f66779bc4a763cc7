import { act, screen } from '@testing-library/react'
import { type ComponentType, type ReactNode, Suspense, useState } from 'react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { tellBack } from '#web/connection.ts'
import { bringWithFiles } from '#web/late-files.ts'
import { lateDialog, lateExtra, latePanel, latePart } from '#web/late-part.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const noConnection = () => {
  throw new TypeError('Failed to fetch')
}
const lost = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'))
const Stock = () => <p>12 unidades</p>

/** Code on a network of which the test says when it works. */
function aNetwork<P>(part: ComponentType<P>) {
  const network = { isUp: false, asked: 0 }
  const load = () => {
    network.asked++
    return network.isUp ? Promise.resolve(part) : lost()
  }
  return { network, load }
}

/** The line stands again: each pause ends at once. */
const untilGivenUp = (alert = () => screen.queryByRole('alert')) =>
  vi.waitFor(async () => {
    await act(async () => tellBack())
    expect(alert()).not.toBeNull()
  })

const page = (part: ReactNode) => (
  <>
    <h1>Pollo</h1>
    <Suspense fallback={<p>…</p>}>{part}</Suspense>
  </>
)

test('a part that the network loses twice arrives by itself', async () => {
  let failures = 0
  const Part = latePart(() => (failures++ < 2 ? lost() : Promise.resolve(Stock)))
  await render(page(<Part />), { answers: { 'HEAD /': {} } })
  expect(screen.getByText('…')).toBeTruthy()
  await screen.findByText('12 unidades')
  expect(failures).toBe(3)
  expect(screen.getByRole('heading', { name: 'Pollo' })).toBeTruthy()
})

test('a part that never arrives says so in its place, the page stays, and it comes when asked for again', async () => {
  const { network, load } = aNetwork(Stock)
  const Part = latePart(load)
  const { user } = await render(page(<Part />), { answers: { 'HEAD /': {} } })
  await untilGivenUp()
  expect(network.asked).toBe(4)
  expect(screen.getByRole('alert').textContent).toContain('Esta parte no llegó.')
  expect(screen.getByRole('button', { name: 'Recargar la página' })).toBeTruthy()
  expect(screen.getByRole('heading', { name: 'Pollo' })).toBeTruthy()

  network.isUp = true
  await user.click(screen.getByRole('button', { name: 'Reintentar' }))
  await screen.findByText('12 unidades')
})

/** Code on a line that has stalled until the test says that it moves again. */
function aStalledLine<P>(part: ComponentType<P>) {
  const line = Promise.withResolvers<ComponentType<P>>()
  return { load: () => line.promise, moves: () => act(async () => line.resolve(part)) }
}

/** More than anybody waits without a word. */
function aLongWait() {
  return act(() => vi.advanceTimersByTimeAsync(21_000))
}

test('a part that neither comes nor fails says so after a while, and appears when it comes after all', async () => {
  const { load, moves } = aStalledLine(Stock)
  const Part = latePart(load)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  onTestFinished(() => void vi.useRealTimers())
  await render(page(<Part />))
  const alert = () => screen.queryByRole('alert')
  expect(alert()).toBeNull()
  await aLongWait()
  expect(alert()?.textContent).toContain('Esta parte tarda en llegar.')

  expect(screen.getByRole('button', { name: 'Recargar la página' })).toBeTruthy()
  // The browser would only hand back what is on its way already.
  expect(screen.queryByRole('button', { name: 'Reintentar' })).toBeNull()
  await moves()
  expect(screen.getByText('12 unidades')).toBeTruthy()
  expect(alert()).toBeNull()
})

test('without a connection a part says that it comes by itself, and it does', async () => {
  const { network, load } = aNetwork(Stock)
  const Part = latePart(load)
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  await render(page(<Part />), { answers: { 'HEAD /': noConnection } })
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Viene sola cuando vuelva internet.')
  expect(alert.querySelector('.tabler-icon-cloud-off')).not.toBeNull()
  expect(screen.queryByRole('button', { name: 'Recargar la página' })).toBeNull()
  // Nobody waits for what cannot come.
  expect(network.asked).toBe(1)

  network.isUp = true
  await act(async () => void window.dispatchEvent(new Event('online')))
  await screen.findByText('12 unidades')
})

test('a part lost on a line that hardly answers blames the slow line, and can be asked for again', async () => {
  const { network, load } = aNetwork(Stock)
  const Part = latePart(load)
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const noAnswerInTime = () => {
    throw new DOMException('signal timed out', 'TimeoutError')
  }
  const { user } = await render(page(<Part />), { answers: { 'HEAD /': noAnswerInTime } })
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('La conexión está muy lenta')
  expect(alert.querySelector('.tabler-icon-cloud-off')).toBeNull()
  network.isUp = true
  await user.click(screen.getByRole('button', { name: 'Reintentar' }))
  await screen.findByText('12 unidades')
})

test('a part that a release took away offers to reload the page, and nothing that cannot help', async () => {
  const { network, load } = aNetwork(Stock)
  const Part = latePart(load)
  await render(page(<Part />), { answers: { 'HEAD /': refuse(404, { code: 'kernel.not_found' }) } })
  const alert = (await screen.findByText(/Hay una versión nueva de Yapa/)).closest('[role=alert]')
  // Nothing is wrong with the connection.
  expect(alert?.querySelector('.tabler-icon-cloud-off')).toBeNull()
  expect(screen.getByRole('button', { name: 'Recargar la página' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Reintentar' })).toBeNull()
  expect([network.asked, askedFor().length]).toEqual([1, 1])
})

test('a dialog that does not arrive can be closed, and opening it again asks again', async () => {
  const { network, load } = aNetwork(({ onClose }: { onClose: () => void }) => (
    <div role="dialog">
      <button onClick={onClose}>Listo</button>
    </div>
  ))
  const Dialog = lateDialog(load)
  function Screen() {
    const [isOpen, setOpen] = useState(false)
    return (
      <>
        <button onClick={() => setOpen(true)}>Receta</button>
        {isOpen && <Dialog onClose={() => setOpen(false)} />}
      </>
    )
  }
  const { user } = await render(<Screen />, { answers: { 'HEAD /': {} } })
  await user.click(screen.getByRole('button', { name: 'Receta' }))
  await screen.findByText('Cargando')
  await untilGivenUp()
  await user.click(screen.getByRole('button', { name: 'Cerrar' }))
  expect(screen.queryByRole('alert')).toBeNull()

  network.isUp = true
  await user.click(screen.getByRole('button', { name: 'Receta' }))
  await screen.findByRole('dialog')
})

test('what nobody asked for is missing without a word, and comes with the connection', async () => {
  const { network, load } = aNetwork(Stock)
  const Extra = lateExtra(load)
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  await render(page(<Extra />), { answers: { 'HEAD /': noConnection } })
  await vi.waitFor(() => expect(screen.queryByText('…')).toBeNull())
  expect(screen.queryByRole('alert')).toBeNull()
  network.isUp = true
  await act(async () => tellBack())
  await screen.findByText('12 unidades')
})

test('without a connection a panel waits without a word; what else keeps it away it says', async () => {
  const offline = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  const { network, load } = aNetwork(Stock)
  const Panel = latePanel(load)
  const { unmount } = await render(page(<Panel />), { answers: { 'HEAD /': noConnection } })
  await vi.waitFor(() => expect(screen.queryByText('…')).toBeNull())
  expect(screen.queryByRole('alert')).toBeNull()
  network.isUp = true
  await act(async () => void window.dispatchEvent(new Event('online')))
  await screen.findByText('12 unidades')
  unmount()

  offline.mockReturnValue(true)
  const Broken = latePanel(lost)
  await render(page(<Broken />), { answers: { 'HEAD /': {} } })
  await untilGivenUp()
  expect(screen.getByRole('alert').textContent).toContain('Esta parte no llegó.')
})

test('a part that was fetched beforehand is there at once; what could not be fetched beforehand is asked for when it is needed', async () => {
  const { network, load } = aNetwork(Stock)
  const Part = latePart(load)
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  await render(<h1>Pollo</h1>, { answers: { 'HEAD /': noConnection } })
  await Part.fetch()
  network.isUp = true
  const { unmount } = await render(page(<Part />))
  await screen.findByText('12 unidades')
  unmount()

  const Ready = latePart(load)
  await Ready.fetch()
  const shown: string[] = []
  const Bones = () => void shown.push('bones')
  await render(
    <Suspense fallback={<Bones />}>
      <Ready />
    </Suspense>,
  )
  expect(screen.getByText('12 unidades')).toBeTruthy()
  expect(shown).toEqual([])
})

test('a part is not shown before a style of it that was lost has been asked for again and is there; others do not wait for it', async () => {
  const linksNow = () => [...document.querySelectorAll('link[rel=stylesheet][href="/assets/recipe.css"]')]
  document.head.insertAdjacentHTML('beforeend', '<link rel="preload" as="style" href="/assets/recipe.css" />')
  const Part = latePart(() => bringWithFiles(async () => Stock, ['assets/recipe.css']))
  const Other = latePart(() => bringWithFiles(async () => () => <p>$ 4.500</p>))
  // The simulated document fetches no files. It takes each for fetched; on the way from there this one is lost.
  const { settings } = (window as unknown as { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: boolean } } }).happyDOM
  settings.handleDisabledFileLoadingAsSuccess = true
  const lose = (event: Event) => {
    event.stopImmediatePropagation()
    event.target?.dispatchEvent(new Event('error'))
  }
  document.addEventListener('load', lose, true)
  const { unmount } = await render(page(<Part />), { answers: { 'HEAD /': {} } })
  await untilGivenUp()
  expect(screen.queryByText('12 unidades')).toBeNull()
  await render(page(<Other />))
  await screen.findByText('$ 4.500')

  document.removeEventListener('load', lose, true)
  await act(async () => tellBack())
  await screen.findByText('12 unidades')
  expect(linksNow()).toHaveLength(1)
  unmount()
  await render(page(<Part />))
  expect(linksNow()).toHaveLength(1)
  settings.handleDisabledFileLoadingAsSuccess = false
  document.querySelectorAll('link[href="/assets/recipe.css"]').forEach((link) => link.remove())
})

test('code is imported only once all its files have come: a browser would keep the failure of an import for good', async () => {
  const { network, load } = aNetwork(Stock)
  const Part = latePart(() => bringWithFiles(load, ['assets/stock.js', 'assets/units.js']))
  const files = { isUp: false }
  const { user } = await render(page(<Part />), {
    answers: {
      'HEAD /': {},
      'GET /assets/stock.js': {},
      'GET /assets/units.js': () => (files.isUp ? {} : refuse(503, { code: 'kernel.busy' })()),
    },
  })
  await untilGivenUp()
  expect(network.asked).toBe(0)

  files.isUp = true
  network.isUp = true
  await user.click(screen.getByRole('button', { name: 'Reintentar' }))
  await screen.findByText('12 unidades')
  expect(network.asked).toBe(1)
  // What has come is not asked for again.
  expect(askedFor().filter(({ path }) => path === '/assets/stock.js')).toHaveLength(1)
})
