import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { startHttp } from '#app/roles/http.ts'
import { startWorkers } from '#app/roles/worker.ts'
import { startSimulators, type Simulators } from '#app/simulators/simulators.ts'
import * as demoChannels from '#conversations/server/channels/demo-channel.ts'
import { systemClock, type Kernel } from '#kernel/context.ts'
import { openEgress } from '#kernel/egress/egress.ts'
import { openInFlight } from '#kernel/http/in-flight.ts'
import { openMetrics } from '#kernel/observe/metrics.ts'
import { httpAs, type TestHttp } from '#kernel/testing/http.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'

/** A demo business with its outside world: the real server, worker and simulators on loopback, at the real time. */
export type Town = {
  shop: TestOrg
  kernel: Kernel
  phoneNumberId: string
  /** As the owner. */
  http: TestHttp
  /** The simulators stop and stay so. */
  darken(): Promise<void>
  /** The simulators forget everything and are told of it again. */
  restart(): Promise<void>
  /** Another business of the same installation, on the same simulators. */
  neighbour(options: { isDemo: boolean }): Promise<{ org: TestOrg; http: TestHttp; phoneNumberId: string | undefined }>
}

let numbers = 0
const nextNumber = (): string => `10${process.pid}${String(++numbers).padStart(4, '0')}`

export async function aTown(t: TestContext): Promise<Town> {
  const shop = await anOrg(t, { isDemo: true })
  const [port, simulatorPort] = await freePorts()
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`
  const kernel: Kernel = {
    ...shop.kernel,
    clock: systemClock,
    config: { ...shop.kernel.config, host: '127.0.0.1', port, publicUrl: `http://localhost:${port}`, simulatorUrl },
    metrics: openMetrics(),
    inFlight: openInFlight(),
    egress: openEgress({ allow: [], simulators: () => [simulatorUrl] }),
    wake: { afterCommit: () => {} },
  }
  const phoneNumberId = await openNumber(shop)
  const http = await startHttp(kernel, { webFolder: undefined })
  let simulators: Simulators | undefined = await startSimulators(kernel)
  // As in the product: jobs that run before the provider is there would take it for ill, and wait a minute.
  const workers = startWorkers(kernel)
  const stopSimulators = async () => {
    await simulators?.stop()
    simulators = undefined
  }
  t.after(async () => {
    await stopSimulators()
    await workers.stop()
    await http.stop()
    kernel.egress.close()
  })
  const restart = async () => {
    await stopSimulators()
    simulators = await startSimulators(kernel)
  }
  return {
    shop,
    kernel,
    phoneNumberId,
    http: httpAs(kernel, { org: shop.id, actor: shop.actor }),
    darken: stopSimulators,
    restart,
    async neighbour({ isDemo }) {
      const org = await anOrg(t, { isDemo, name: 'Pizzas La Nona' })
      const ownNumber = isDemo ? await openNumber(org) : undefined
      await restart()
      return { org, http: httpAs(kernel, { org: org.id, actor: org.actor }), phoneNumberId: ownNumber }
    },
  }
}

async function openNumber(org: TestOrg): Promise<string> {
  const phoneNumberId = nextNumber()
  const displayPhone = `+1 809 555 ${String(9_000 + numbers)}`
  const channel = { name: 'Ventas', brandId: org.brandId, teamId: null, phoneNumberId, wabaId: `20${phoneNumberId}`, displayPhone }
  await org.run((ctx) => demoChannels.createForDemo(ctx, channel))
  return phoneNumberId
}

async function freePorts(): Promise<[number, number]> {
  const servers = await Promise.all(
    [0, 0].map(async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return server
    }),
  )
  const [one = 0, other = 0] = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return [one, other]
}

/** Asks again until there is an answer; the world outside takes its time. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false | null>, forMs = 60_000): Promise<T> {
  for (const end = Date.now() + forMs; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const answer = await ask()
    if (answer) return answer
  }
  throw new Error(`in vain: ${what}`)
}
