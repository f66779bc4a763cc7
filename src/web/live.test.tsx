import { QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem } from '#web/api.ts'
import { whenBack } from '#web/connection.ts'
import { type Edge, makeLive } from '#web/live.ts'
import { liveHandler } from '#web/module.ts'
import { makeQueryClient } from '#web/query.ts'

/** The wire: what a browser's WebSocket does, moved by hand. */
function aWire() {
  const sockets: Line[] = []
  const frames: (() => void)[] = []
  const waits: { run: () => void; milliseconds: number; isCancelled: boolean }[] = []
  const edge: Edge = {
    open: (url) => {
      const line = makeLine(url)
      sockets.push(line)
      return line as unknown as WebSocket
    },
    frame: (run) => frames.push(run),
    wait: (run, milliseconds) => {
      const wait = { run, milliseconds, isCancelled: false }
      waits.push(wait)
      return () => {
        wait.isCancelled = true
      }
    },
    chance: () => 1,
  }
  return {
    edge,
    sockets,
    waits,
    line: () => sockets.at(-1) as Line,
    nextFrame: () => frames.splice(0).forEach((run) => run()),
    framesPlanned: () => frames.length,
    passTime: () => waits.splice(0).forEach((wait) => wait.isCancelled || wait.run()),
  }
}

type Line = ReturnType<typeof makeLine>
const makeLine = (url: string) => ({
  url,
  readyState: 0,
  sent: [] as unknown[],
  onopen: null as null | (() => void),
  onmessage: null as null | ((event: { data: string }) => void),
  onclose: null as null | ((event: { code: number }) => void),
  send(text: string) {
    this.sent.push(JSON.parse(text))
  },
  close() {
    this.end(1000)
  },
  accept() {
    this.readyState = 1
    this.onopen?.()
  },
  say(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) })
  },
  end(code: number) {
    if (this.readyState === 3) return
    this.readyState = 3
    this.onclose?.({ code })
  },
})

const renamed = 'crm.contact.renamed'
let wire: ReturnType<typeof aWire>
let applied: string[]
const onRevoked = vi.fn()
const onDoubt = vi.fn()
let live: ReturnType<typeof makeLive>
let queryClient: ReturnType<typeof makeQueryClient>

beforeEach(() => {
  wire = aWire()
  applied = []
  onRevoked.mockReset()
  onDoubt.mockReset()
  queryClient = makeQueryClient()
  const handlers = [
    liveHandler(renamed, (_client, patch: { name: string }) => {
      if (patch.name === 'boom') throw new Error('a handler that stumbles')
      applied.push(patch.name)
    }),
  ]
  live = makeLive({ queryClient, handlers, onRevoked, onDoubt, edge: wire.edge })
})

afterEach(() => live.stop())

const happening = (name: string, at: number) => ({ type: renamed, at: `c${at}`, topics: ['crm.contact'], patch: { name } })

test('a burst is applied once, with the next frame, in its order', () => {
  live.start()
  wire.line().accept()
  for (let i = 1; i <= 50; i++) wire.line().say(happening(`n${i}`, i))
  expect(applied).toEqual([])
  expect(wire.framesPlanned()).toBe(1)
  wire.nextFrame()
  expect(applied).toHaveLength(50)
  expect(applied[0]).toBe('n1')
})

test('after a gap it says where it stopped, for every topic it follows', () => {
  live.watch('crm.contact')
  live.watch('conversations.inbox')
  live.start()
  wire.line().accept()
  expect(wire.line().sent).toEqual([{ subscribe: ['crm.contact', 'conversations.inbox'], since: null }])
  wire.line().say({ ready: 'c40' })
  wire.line().say(happening('x', 41))
  wire.nextFrame()
  wire.line().end(1006)
  wire.passTime()
  wire.line().accept()
  expect(wire.sockets).toHaveLength(2)
  expect(wire.line().sent).toEqual([{ subscribe: ['crm.contact', 'conversations.inbox'], since: 'c41' }])
})

test('what happened between the first answer and the first subscription is asked for as well', () => {
  live.stop()
  live = makeLive({ queryClient, handlers: [], onRevoked, onDoubt, edge: wire.edge, since: () => 'c7' })
  live.watch('crm.contact')
  live.start()
  wire.line().accept()
  expect(wire.line().sent).toEqual([{ subscribe: ['crm.contact'], since: 'c7' }])
})

test('two parts of a screen share one subscription; it ends with the last of them', () => {
  live.start()
  wire.line().accept()
  const stops = [live.watch('a'), live.watch('a')]
  expect(wire.line().sent).toHaveLength(1)
  stops[0]?.()
  stops[0]?.()
  expect(wire.line().sent).toHaveLength(1)
  stops[1]?.()
  expect(wire.line().sent.at(-1)).toEqual({ unsubscribe: ['a'] })
})

test('it waits longer after each failure, up to a limit', () => {
  live.start()
  const pauses: number[] = []
  for (let i = 0; i < 8; i++) {
    wire.line().end(1006)
    pauses.push(wire.waits.at(-1)?.milliseconds ?? 0)
    wire.passTime()
  }
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000])
  expect(live.state()).toBe('lost')
  wire.line().accept()
  expect(live.state()).toBe('open')
})

test('the network coming back cuts the waiting short', () => {
  live.start()
  wire.line().end(1006)
  window.dispatchEvent(new Event('online'))
  expect(wire.sockets).toHaveLength(2)
  wire.passTime()
  expect(wire.sockets).toHaveLength(2)
})

test('what could not be asked without a network that the browser never missed is asked again with the line', async () => {
  let isThere = false
  const ask = vi.fn(async () => {
    if (!isThere) throw new ApiProblem({ code: 'web.offline', status: 0 })
    return 'here'
  })
  const refused = vi.fn(async () => Promise.reject(new ApiProblem({ code: 'kernel.forbidden', status: 403 })))
  const screens = [
    new QueryObserver(queryClient, { queryKey: ['list'], queryFn: ask, retry: false }),
    new QueryObserver(queryClient, { queryKey: ['other'], queryFn: refused, retry: false }),
  ]
  const leave = screens.map((screen) => screen.subscribe(() => {}))
  await vi.waitFor(() => expect(screens.map((screen) => screen.getCurrentResult().status)).toEqual(['error', 'error']))
  isThere = true
  const comeBack = vi.fn()
  leave.push(whenBack(comeBack))
  live.start()
  expect(comeBack).toHaveBeenCalledTimes(0)
  wire.line().accept()
  expect(comeBack).toHaveBeenCalledTimes(1)
  await vi.waitFor(() => expect(queryClient.getQueryData(['list'])).toBe('here'))
  expect([ask.mock.calls.length, refused.mock.calls.length]).toEqual([2, 1])
  leave.forEach((run) => run())
})

test('when too much was missed everything on screen is asked for again', () => {
  queryClient.setQueryData(['/contacts', {}], { items: [] })
  live.start()
  wire.line().accept()
  wire.line().say({ reset: true })
  wire.nextFrame()
  expect(queryClient.getQueryState(['/contacts', {}])?.isInvalidated).toBe(true)
})

test('a session that ended goes to the door and does not come back by itself', () => {
  live.start()
  wire.line().accept()
  wire.line().say({ revoked: true })
  wire.nextFrame()
  wire.passTime()
  expect(onRevoked).toHaveBeenCalledOnce()
  expect(wire.sockets).toHaveLength(1)
})

test('changed rights make the screen ask for everything again, and the line comes back', () => {
  live.start()
  wire.line().accept()
  wire.line().end(4401)
  expect(onDoubt).toHaveBeenCalledOnce()
  wire.passTime()
  expect(wire.sockets).toHaveLength(2)
})

test('a line that fails again and again makes the screen ask who it is', () => {
  live.start()
  for (let i = 0; i < 5; i++) {
    wire.line().end(1006)
    wire.passTime()
  }
  expect(onDoubt).toHaveBeenCalledOnce()
})

test('a line that says nothing for a minute is given up, unless there is nothing to say', () => {
  live.start()
  wire.line().accept()
  expect(wire.waits).toEqual([])
  live.watch('crm.contact')
  wire.line().say({ ready: 'c1' })
  expect(wire.waits.at(-1)?.milliseconds).toBe(65_000)
  wire.passTime()
  expect(live.state()).toBe('lost')
})

test('one handler that stumbles does not take the others along', () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
  live.start()
  wire.line().accept()
  wire.line().say(happening('boom', 1))
  wire.line().say(happening('after', 2))
  wire.nextFrame()
  expect(applied).toEqual(['after'])
  expect(complaint).toHaveBeenCalledOnce()
})

test('who else is there is known while the line stands', () => {
  live.watch('thread:1')
  live.start()
  wire.line().accept()
  const heard = vi.fn()
  live.listen(heard)
  wire.line().say({ presence: { topic: 'thread:1', people: [{ id: 'u2', name: 'Beto', state: 'typing' }] } })
  wire.nextFrame()
  expect(live.people('thread:1')).toEqual([{ id: 'u2', name: 'Beto', state: 'typing' }])
  expect(heard).toHaveBeenCalled()
  wire.line().end(1006)
  expect(live.people('thread:1')).toEqual([])
})

test('what one does oneself is told again after a reconnection, unless one has left', () => {
  live.start()
  wire.line().accept()
  live.show('thread:1', 'typing')
  wire.line().end(1006)
  wire.passTime()
  wire.line().accept()
  expect(wire.line().sent).toEqual([{ presence: { topic: 'thread:1', state: 'typing' } }])
  live.show('thread:1', 'idle')
  wire.line().end(1006)
  wire.passTime()
  wire.line().accept()
  expect(wire.line().sent).toEqual([])
})
