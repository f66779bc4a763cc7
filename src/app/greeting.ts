import { shop } from '../../demos/chicken-shop/shop.ts'
import * as identity from '#identity/server/public.ts'
import { discardDemo } from '#app/demo/discard.ts'
import { loadDemo } from '#app/demo/load.ts'
import { readMarker } from '#app/demo/marker.ts'
import type { Product } from '#app/product.ts'
import { asSystem } from '#kernel/context.ts'

/** Loads the demo at the first start, then says where the product is and who can come in. */
export async function greet(product: Product, say: (line: string) => void): Promise<void> {
  const { kernel, address } = product
  const { config, db } = kernel
  await prepareDemo(product, say)
  const ids = await identity.organizationIds(db.platform)
  const organizations = await Promise.all(ids.map((id) => asSystem(kernel, id, { name: 'start' }, identity.organization)))
  const demo = organizations.find(({ isDemo }) => isDemo)
  if (!address) return say('\n  Yapa está en marcha (trabajos en segundo plano).\n')
  say(`\n  Yapa está en ${address}\n`)
  if (ids.length === 0) say('  Todavía no hay ninguna organización: abrí esa dirección y seguí el asistente.\n')
  if (demo) {
    say(`  Negocio de muestra: ${demo.name}`)
    for (const { name, email } of shop.people) say(`    ${email.padEnd(26)} ${name}`)
    say(`    contraseña de todos: ${shop.password}\n`)
  }
  if (!config.smtpUrl) say('  Sin servidor de correo: los mensajes quedan en Ajustes → Correo de salida.')
  if (process.stdout.isTTY) say('  Ctrl+C para parar.\n')
}

/** Writes the demo into an empty installation; one that a crash left half written is written anew. */
async function prepareDemo({ kernel, owner, startSimulators }: Product, say: (line: string) => void): Promise<void> {
  const { config, db, log } = kernel
  if (config.demo !== 'chicken-shop' || !config.roles.includes('http')) return
  const marker = await readMarker(config.dataDir)
  const ids = await identity.organizationIds(db.platform)
  const isHalf = marker?.state === 'loading' && ids.length <= 1
  if (ids.length > 0 && !isHalf) return
  say('Cargando el negocio de muestra…')
  try {
    if (isHalf) await discardDemo(owner, marker.orgId)
    await loadDemo(kernel)
    await startSimulators()
  } catch (error) {
    log.error({ err: error }, 'the demo could not be loaded')
    say('No se pudo cargar el negocio de muestra. Se vuelve a intentar en el próximo arranque.')
  }
}
