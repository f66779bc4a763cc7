import type { PlatformCtx } from '#kernel/ctx.ts'
import { html, raw, type Markup } from '#kernel/html/html.ts'
import type { PublicAnswer } from '#kernel/module.ts'
import { styleOf } from '#orders/server/shop/page-style.ts'
import type { OpenShop } from '#orders/server/shop/shops.ts'

export type Asked = { query: Readonly<Record<string, string>>; form: URLSearchParams; nonce: string }

type Frame = {
  shop: OpenShop | null
  lang?: string
  title: string
  description?: string
  nonce: string
  body: Markup
  /** Search engines may find it: the shop, but no order. */
  isListed?: boolean
}

export const frame = ({ shop, lang, title, description, nonce, body, isListed }: Frame): string =>
  `<!doctype html>${html`<html lang="${shop?.brand.locale ?? lang ?? 'es'}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      ${!isListed && html`<meta name="robots" content="noindex" />`}
      <meta name="referrer" content="${isListed ? 'strict-origin-when-cross-origin' : 'no-referrer'}" />
      ${description && html`<meta name="description" content="${description}" />`}
      <link rel="icon" href="${shop?.brand.logoUrl ?? 'data:,'}" />
      <title>${title}</title>
      <style nonce="${nonce}">${raw(styleOf(shop?.brand.theme))}</style>
    </head>
    <body>
      ${body}
    </body>
  </html>`}`.replaceAll(/\n\s+/g, '\n')

/** An address of nobody, and a shop that is off: a page that says so. */
export const gonePage = (ctx: PlatformCtx, nonce: string): PublicAnswer => ({
  kind: 'page',
  status: 404,
  isEmbeddable: false,
  html: frame({
    shop: null,
    lang: ctx.locale,
    title: ctx.t('orders.shop.gone_title'),
    nonce,
    body: html`<main class="sheet"><h1>${ctx.t('orders.shop.gone_title')}</h1><p>${ctx.t('orders.shop.gone_hint')}</p></main>`,
  }),
})
