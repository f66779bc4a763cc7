import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { encode } from 'uqr'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { renderPdf } from '#kernel/pdf/pdf.ts'
import { ShopTerms } from '#orders/contract/shop.ts'
import { shopNotFound, shopTablesMissing } from '#orders/server/problems.ts'
import { addressOf } from '#orders/server/shop/shops.ts'
import * as store from '#orders/server/shop/shops.store.ts'

const linkSeconds = 3_600
const quietModules = 4
const pixelsPerModule = 24

/**
 * A code as a drawing: one path of squares, black on white whatever the screen, with the quiet margin that readers ask for.
 * Error correction Q: a quarter of it may be dirty.
 */
export function drawingOf(text: string): { svg: string; modules: number } {
  const { data } = encode(text, { ecc: 'Q', border: quietModules })
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join('')
  const modules = data.length
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${modules} ${modules}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${modules}v${modules}H0z"/><path d="${path}"/></svg>`
  return { svg, modules }
}

type Print = { brandId: string; tables: boolean }

/** The code of the shop on a page of its own, or those of the tables, six to a page. */
export async function print(ctx: Ctx, { brandId, tables }: Print): Promise<{ fileUrl: string }> {
  const { shop, brand } = await shopOf(ctx, brandId)
  const terms = ShopTerms.parse(shop.terms)
  if (tables && terms.tables === 0) throw shopTablesMissing()
  const address = addressOf(ctx, shop.slug)
  const numbers = tables ? Array.from({ length: terms.tables }, (_, i) => i + 1) : [null]
  const paper = {
    brand: brand.name,
    color: brand.theme.light['--accent'] ?? '#2f55d4',
    isTables: tables,
    title: ctx.t(tables ? 'orders.shop.paper.table' : 'orders.shop.paper.shop'),
    hint: ctx.t('orders.shop.paper.hint'),
    address: address.replace(/^https?:\/\//, ''),
    codes: numbers.map((no) => ({
      svg: drawingOf(no === null ? address : `${address}?mesa=${no}`).svg,
      label: no === null ? '' : ctx.t('orders.shop.paper.table_no', { no: String(no) }),
    })),
  }
  const source = await readFile(new URL('codes.typ', import.meta.url), 'utf8')
  const bytes = await renderPdf(source, paper, { language: ctx.locale })
  return { fileUrl: await kept(ctx, Buffer.from(bytes), `${ctx.t('orders.shop.paper.file')} ${brand.name}.pdf`) }
}

export async function draw(
  ctx: Ctx,
  { brandId, table }: { brandId: string; table: number | null },
): Promise<{ fileUrl: string; address: string }> {
  const { shop } = await shopOf(ctx, brandId)
  if (table !== null && table > ShopTerms.parse(shop.terms).tables) throw shopTablesMissing()
  const address = `${addressOf(ctx, shop.slug)}${table === null ? '' : `?mesa=${table}`}`
  const { svg, modules } = drawingOf(address)
  const size = modules * pixelsPerModule
  const png = await sharp(Buffer.from(svg)).resize(size, size, { kernel: 'nearest' }).png({ palette: true, colours: 2 }).toBuffer()
  return { address, fileUrl: await kept(ctx, png, `${shop.slug}${table === null ? '' : `-${table}`}.png`) }
}

async function shopOf(ctx: Ctx, brandId: string) {
  const [shop, brands] = await Promise.all([store.find(ctx, brandId), identity.brands(ctx)])
  const brand = brands.find(({ id }) => id === brandId)
  if (!shop || !brand) throw shopNotFound()
  return { shop, brand }
}

/** Temporary: it can be drawn again at any time. */
async function kept(ctx: Ctx, bytes: Buffer, name: string): Promise<string> {
  const file = await ctx.files.put(ctx, await ctx.files.stage(ctx.org, { name, stream: Readable.from([bytes]), isTemporary: true }))
  return ctx.files.url(ctx.org, file.id, { isDownload: true, seconds: linkSeconds })
}
