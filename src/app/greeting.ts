import { shop } from '../../demos/chicken-shop/shop.ts'
import * as identity from '#identity/server/public.ts'
import { loadDemo } from '#app/demo/load.ts'
import type { Product } from '#app/product.ts'
import { asSystem } from '#kernel/context.ts'

/** Loads the demo at the first start, then says where the product is and who can come in. */
export async function greet({ kernel, address, startSimulators }: Product, say: (line: string) => void): Promise<void> {
  const { config, db } = kernel
  let ids = await identity.organizationIds(db.platform)
  if (ids.length === 0 && config.demo === 'chicken-shop' && config.roles.includes('http')) {
    say('Cargando el negocio de muestra…')
    await loadDemo(kernel)
    await startSimulators()
    ids = await identity.organizationIds(db.platform)
  }
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
  say('  Ctrl+C para parar.\n')
}
