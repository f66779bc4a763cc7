import { latencies, ms, perSecond, type Latencies, type Row } from '../figures.ts'
import { layMenus, orderBytes, type Shop } from '../menus.ts'
import type { Stage } from '../plan.ts'
import { asSuperuser } from '../product.ts'
import { openLane, pace, requestBytes } from '../raw-client.ts'
import { assertAll } from '../reading.ts'
import { openScreen } from '../screens.ts'
import { each, spentBy } from '../usage.ts'

const rate = 100
const shops = 50
const tabletsEach = 2

type Kitchen = { tickets: { id: string; lines: { id: string }[] }[] }

/**
 * Kitchens with two tablets each. A new order is there when the tablet has asked again and was answered, as its page does
 * after each step that it is told of; a line that somebody taps is there with the frame.
 */
export async function kitchenRows(stage: Stage): Promise<Row[]> {
  const { plan } = stage
  stage.say(`a menu for ${shops} organizations`)
  const open = await layMenus(stage, shops, { hasPromotions: false })
  // What other rows and earlier runs ordered is no work of today.
  await asSuperuser(stage.product, (client) =>
    client.query(`update orders.customer_order set state = 'delivered', closed_at = now() where closed_at is null`),
  )
  const before = await spentBy(stage.product.pid)
  const shown = await orderedRow(stage, open)
  const spent = each(before, await spentBy(stage.product.pid), rate * plan.liveSeconds)
  const tapped = await tappedRow(stage, open)
  const what = (text: string): string => `${text}, ${rate}/s with ${open.length * tabletsEach} tablets of ${open.length} kitchens`
  const quantiles = ({ at }: Latencies) => ({ p50: ms(at(0.5)), p95: ms(at(0.95)), p99: ms(at(0.99)) })
  return [
    {
      what: what('order → ticket on the kitchen screen'),
      figure: `${perSecond(shown.seen.count() / plan.liveSeconds)} screens/s`,
      ...quantiles(shown.seen),
      goal: 'p95 < 250',
      note: `placed, told, asked for and answered; up to ${shown.most} tickets of five lines on a screen; ${ms((spent.own + spent.below) / 1_000)} ms of processor for an order and the screens that show it, ${ms(spent.below / 1_000)} ms of it in the database; ${shown.missing} not seen by all`,
    },
    {
      what: what('line done → the other tablet'),
      figure: `${perSecond(tapped.seen.count() / tapped.seconds)} frames/s`,
      ...quantiles(tapped.seen),
      goal: 'p95 < 250',
      note: `${tapped.missing} not seen by all`,
    },
  ]
}

async function orderedRow(stage: Stage, open: readonly Shop[]) {
  const { product, plan } = stage
  const mark = `k${Date.now().toString(36)}`
  const seen = latencies()
  const count = rate * plan.liveSeconds
  const sightings = new Map<number, number>()
  const pattern = new RegExp(`"tableName":"${mark}#(\\d+)"`)
  let startAt = 0
  let most = 0
  const closing: (() => void)[] = []
  for (const { token } of open) {
    const ask = requestBytes(product.target, 'GET', '/api/v1/kitchen', { Cookie: `__Host-yapa_session=${token}` })
    for (let n = 0; n < tabletsEach; n++) {
      let lane = await openLane(product.target)
      let waiting: number[] = []
      let isAsking = false
      // One question at a time: what is told meanwhile is in the next answer.
      const look = async (): Promise<void> => {
        if (isAsking) return
        isAsking = true
        while (waiting.length > 0) {
          const about = waiting
          waiting = []
          // A tablet that asked nothing for a while has lost its connection, and asks again by another.
          await lane.send(ask).catch(async () => (lane = await openLane(product.target)).send(ask))
          const now = performance.now()
          for (const i of about) {
            seen.add(now - (startAt + (i / rate) * 1_000))
            sightings.set(i, (sightings.get(i) ?? 0) + 1)
          }
        }
        isAsking = false
      }
      const socket = await openScreen(product, token, 'orders.board', (frame) => {
        const i = pattern.exec(frame)?.[1]
        if (i === undefined) return
        waiting.push(Number(i))
        void look()
      })
      closing.push(() => (socket.terminate(), lane.close()))
    }
  }
  startAt = performance.now()
  const request = (i: number): Buffer =>
    orderBytes(stage, open[i % open.length] as Shop, `${mark}-${i}`, i, { fulfilment: 'table', tableName: `${mark}#${i}` })
  const outcome = await pace(product.target, { connections: 64, seconds: plan.liveSeconds, perSecond: rate, request })
  assertAll(200, outcome.statuses)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  for (const close of closing) close()
  for (const shop of open) most = Math.max(most, (await kitchenOf(stage, shop)).tickets.length)
  return { seen, most, missing: missingOf(sightings, count) }
}

const missingOf = (sightings: ReadonlyMap<unknown, number>, count: number): number =>
  count - [...sightings.values()].filter((times) => times >= tabletsEach).length

async function kitchenOf({ product: { target } }: Stage, { token }: Shop): Promise<Kitchen> {
  const answer = await fetch(`http://${target.host}:${target.port}/api/v1/kitchen`, { headers: { Cookie: `__Host-yapa_session=${token}` } })
  if (!answer.ok) throw new Error(`GET /kitchen: ${answer.status}`)
  return (await answer.json()) as Kitchen
}

/** Lines of the tickets that are there now, one after the other over all kitchens. */
async function tappedRow(stage: Stage, open: readonly Shop[]) {
  const { product, plan } = stage
  const { target } = product
  const linesOf = await Promise.all(
    open.map(async (shop) =>
      (await kitchenOf(stage, shop)).tickets.flatMap(({ id, lines }) => lines.map((line) => ({ id, lineId: line.id }))),
    ),
  )
  const fewest = Math.min(...linesOf.map(({ length }) => length))
  const seconds = Math.min(plan.liveSeconds, Math.floor((fewest * open.length) / rate))
  const count = rate * seconds
  const seen = latencies()
  const dueByLine = new Map<string, number>()
  const sightings = new Map<string, number>()
  const sockets = await Promise.all(
    open.flatMap(({ token }) =>
      Array.from({ length: tabletsEach }, () =>
        openScreen(product, token, 'orders.board', (frame) => {
          if (!frame.startsWith('{"type":"orders.ticket.changed"')) return
          const lineId = /"lines":\[\{"id":"([^"]+)"/.exec(frame)?.[1] ?? ''
          const due = dueByLine.get(lineId)
          if (due === undefined) return
          seen.add(performance.now() - due)
          sightings.set(lineId, (sightings.get(lineId) ?? 0) + 1)
        }),
      ),
    ),
  )
  const startAt = performance.now()
  const request = (i: number): Buffer => {
    const { token } = open[i % open.length] as Shop
    const { id = '', lineId = '' } = linesOf[i % open.length]?.[Math.floor(i / open.length)] ?? {}
    dueByLine.set(lineId, startAt + (i / rate) * 1_000)
    const headers = {
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
      Cookie: `__Host-yapa_session=${token}`,
      Origin: `http://${target.host}:${target.port}`,
    }
    return requestBytes(
      target,
      'PUT',
      `/api/v1/kitchen-tickets/${id}/lines`,
      headers,
      Buffer.from(JSON.stringify({ lineIds: [lineId], isPrepared: true })),
    )
  }
  const outcome = await pace(target, { connections: 64, seconds, perSecond: rate, request })
  assertAll(200, outcome.statuses)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  for (const socket of sockets) socket.terminate()
  return { seen, seconds, missing: missingOf(sightings, count) }
}
