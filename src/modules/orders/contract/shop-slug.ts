import { searchable } from '#kernel/contract/text.ts'

/** Words that mean something else where shops stand, or would look like us speaking. */
const reserved: ReadonlySet<string> = new Set(
  `admin ajustes api app ayuda canasta carrito contacto cuenta demo entrar estado files health help inicio login nueva
  nuevo pago pagos pedido pedidos qr salir seguridad shop soporte static status support tienda tiendas www yapa`.split(/\s+/),
)

/** Lower case letters and digits, parted by single dashes: `el-gallo`. Two characters at least, forty at most. */
export const isSlug = (text: string): boolean => text.length <= 40 && /^[a-z0-9](?:-?[a-z0-9])+$/.test(text)
export const isReserved = (slug: string): boolean => reserved.has(slug)

/** The address that a name suggests; `tienda-<name>` where that alone will not do. */
export function slugOf(name: string): string {
  const words = searchable(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 33)
    .replaceAll(/^-+|-+$/g, '')
  if (isSlug(words) && !isReserved(words)) return words
  return `tienda-${words || 'web'}`
}
