import * as identity from '#identity/server/public.ts'
import * as tenants from '#identity/server/tenants.ts'
import { demos } from '#app/demo/demos.ts'
import { discardDemo } from '#app/demo/discard.ts'
import { loadDemo } from '#app/demo/load.ts'
import { demosThere } from '#app/demo/missing.ts'
import { countRows } from '#app/demo/row-statistics.ts'
import type { Product } from '#app/product.ts'
import { asSystem } from '#kernel/context.ts'

/** Loads the demo at the first start, then says where the product is and who can come in. */
export async function greet(product: Product, say: (line: string) => void): Promise<void> {
  const { kernel, address } = product
  const { config, db } = kernel
  await prepareDemos(product, say).finally(product.open)
  const ids = await tenants.organizationIds(db.platform)
  if (!address) return say('\n  Yapa está en marcha (trabajos en segundo plano).\n')
  say(`\n  Yapa está en ${address}\n`)
  if (ids.length === 0) say('  Todavía no hay ninguna organización: abrí esa dirección y seguí el asistente.\n')
  for (const { demo, orgId } of await demosThere(kernel, ids)) {
    const { shop } = await demos[demo]()
    const { name: business } = await asSystem(kernel, orgId, { name: 'start' }, identity.organization)
    say(`  Negocio de muestra: ${business}`)
    for (const { name, email } of shop.people) say(`    ${email.padEnd(26)} ${name}`)
    say(`    contraseña de todos: ${shop.password}\n`)
  }
  if (!config.smtpUrl) say('  Sin servidor de correo: los mensajes quedan en Ajustes → Correo de salida.')
  if (process.stdout.isTTY) say('  Ctrl+C para parar.\n')
}

/** Writes the demos that are missing; one that a crash left half written is written anew. */
async function prepareDemos({ kernel, owner, missingDemos, open, startSimulators }: Product, say: (line: string) => void): Promise<void> {
  if (missingDemos.length === 0) return
  say(missingDemos.length === 1 ? 'Cargando el negocio de muestra…' : `Cargando ${missingDemos.length} negocios de muestra…`)
  try {
    for (const { demo, halfOrgId } of missingDemos) {
      if (halfOrgId !== undefined) await discardDemo(owner, halfOrgId)
      await loadDemo(kernel, { demo })
    }
    await countRows(owner)
    // What the simulated world has to say is for open doors.
    open()
    await startSimulators()
  } catch (error) {
    kernel.log.error({ err: error }, 'the demo could not be loaded')
    say('No se pudo cargar el negocio de muestra. Se vuelve a intentar en el próximo arranque.')
  }
}
