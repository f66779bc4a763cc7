import { createServer } from 'node:http'
import { simulatedNumbers, spareNumbers } from '#conversations/server/channels/demo-channel.ts'
import * as simulatedChats from '#conversations/server/channels/simulated-chats.ts'
import { simulatedTemplates } from '#conversations/server/templates/demo-templates.ts'
import * as leadPages from '#crm/server/lead-ads/pages.ts'
import * as identity from '#identity/server/public.ts'
import * as tenants from '#identity/server/tenants.ts'
import { handlerFor } from '#app/simulators/control-door.ts'
import { liveCustomers } from '#app/simulators/live-customers.ts'
import { pastOf } from '#app/simulators/past.ts'
import type { Config } from '#kernel/config/config.ts'
import { asSystem, type Kernel } from '#kernel/context.ts'
import { controlKeyOf } from '#platform/server/phone/door.ts'
import { handlerOf as adsHandler } from '#simulators/meta-leads/server.ts'
import { createMetaLeadsSimulator, type MetaLeadsSimulator } from '#simulators/meta-leads/simulator.ts'
import { handlerOf as connectorHandler } from '#simulators/watoolbox/server.ts'
import { createWAToolboxSimulator } from '#simulators/watoolbox/simulator.ts'
import { createWhatsAppSimulator, type WhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'

export type Simulators = { stop(): Promise<void> }

const whoWeAre = { name: 'simulator' }

/**
 * The outside world of demo organizations, on loopback. Its numbers and their recent chats are put back at every start,
 * because the simulator remembers nothing. Does nothing when there is no demo, or when another process serves it already.
 */
export async function startSimulators(kernel: Kernel): Promise<Simulators | undefined> {
  const { config, db, log } = kernel
  const demos: string[] = []
  for (const org of await tenants.organizationIds(db.platform))
    if ((await asSystem(kernel, org, whoWeAre, identity.organization)).isDemo) demos.push(org)
  if (demos.length === 0) return undefined

  const simulator = createWhatsAppSimulator({
    seed: 'yapa',
    appSecret: 'unused',
    verifyToken: 'unused',
    publicUrl: config.simulatorUrl,
    reviewSeconds: 10,
  })
  for (const org of demos) await restore(kernel, simulator, org)

  const ads = createMetaLeadsSimulator({ seed: 'yapa' })
  for (const org of demos) await restorePages(kernel, ads, org)

  const live = liveCustomers(simulator)
  const handle = handlerFor(simulator, live, controlKeyOf(kernel.crypto))
  const connector = connectorHandler(createWAToolboxSimulator({ seed: 'yapa', isOpen: true }), { prefix: '/watoolbox', hasControl: false })
  const pages = adsHandler(ads, { prefix: '/meta-leads', hasControl: false })
  const server = createServer((request, response) => {
    const answer = request.url?.startsWith('/watoolbox/') ? connector : request.url?.startsWith('/meta-leads/') ? pages : handle
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'a request to the simulated providers failed')
      response.destroy()
    })
  })
  const { port, hostname } = new URL(config.simulatorUrl)
  const refusal = await new Promise<string | undefined>((resolve) => {
    server.once('error', ({ code, message }: Error & { code?: string }) => resolve(code ?? message))
    server.listen(Number(port), hostname, () => resolve(undefined))
  })
  if (refusal) {
    // A demo without its outside world is no reason for the other organizations to be without Yapa.
    simulator.reset()
    log.warn({ port, refusal }, 'the simulated providers cannot listen: demo organizations cannot send; set YAPA_SIMULATOR_PORT')
    return undefined
  }
  return {
    async stop() {
      live.stop()
      simulator.reset()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function restore(kernel: Kernel, simulator: WhatsAppSimulator, org: string): Promise<void> {
  const { numbers, chats, templates } = await asSystem(kernel, org, whoWeAre, async (ctx) => ({
    numbers: [...(await simulatedNumbers(ctx)), ...(await spareNumbers(ctx))],
    chats: await simulatedChats.recent(ctx),
    templates: await simulatedTemplates(ctx),
  }))
  for (const number of numbers) simulator.register({ ...number, webhookUrl: receiverOf(kernel.config, 'whatsapp') })
  for (const template of templates) simulator.restoreTemplate(template)
  for (const chat of chats) simulator.restoreChat(pastOf(chat))
}

/** The pages of a demo, each with a form as shops have them. */
async function restorePages(kernel: Kernel, ads: MetaLeadsSimulator, org: string): Promise<void> {
  for (const page of await asSystem(kernel, org, whoWeAre, leadPages.simulated)) {
    ads.register({ ...page, isSubscribed: true, webhookUrl: receiverOf(kernel.config, 'meta-leads') })
    ads.addForm({
      id: `2${page.id}`,
      pageId: page.id,
      name: 'Pedidos para eventos',
      questions: [
        { key: 'full_name', label: 'Nombre completo', type: 'FULL_NAME' },
        { key: 'phone_number', label: 'Teléfono', type: 'PHONE' },
        { key: 'email', label: 'Correo electrónico', type: 'EMAIL' },
        { key: '¿para_cuántas_personas?', label: '¿Para cuántas personas?', type: 'CUSTOM' },
      ],
    })
  }
}

/** This process, at the address where it listens. */
function receiverOf({ host, port }: Config, hook: 'whatsapp' | 'meta-leads'): string {
  const isEverywhere = host === '0.0.0.0' || host === '::' || host === 'localhost'
  const name = isEverywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}/api/v1/webhooks/${hook}`
}
