import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { html, raw, type Markup } from '#kernel/html/html.ts'
import type { PublicAnswer } from '#kernel/module.ts'
import { CustomerKey } from '#orders/contract/shop.ts'
import { checkoutForm, productDialog } from '#orders/server/shop/checkout-form.ts'
import { frame, gonePage, type Asked } from '#orders/server/shop/frame.ts'
import { viewOf, type ShopView, type ShownCategory, type ShownProduct } from '#orders/server/shop/menu-view.ts'
import { menuSource, menuScriptAddress } from '#orders/server/shop/browser/sources.ts'
import { pageData } from '#orders/server/shop/page-data.ts'
import { moneyOf, wordsOf } from '#orders/server/shop/offer.ts'
import { inShop, type OpenShop } from '#orders/server/shop/shops.ts'
import { waitForm } from '#orders/server/shop/waiting-page.ts'

/** Longer descriptions are read where it is chosen. */
const longest = 240

/** The shop: all of it can be read without a script, which only the basket needs. */
export async function menuPage(ctx: PlatformCtx, { query, nonce }: Asked): Promise<PublicAnswer> {
  const table = /^[1-9]\d{0,2}$/.test(query['mesa'] ?? '') ? (query['mesa'] ?? null) : null
  const asked = {
    search: (query['q'] ?? '').trim().slice(0, 60),
    customerKey: CustomerKey.safeParse(query['para']).data ?? null,
    chosen: /^c\d{1,4}$/.test(query['c'] ?? '') ? (query['c'] ?? null) : null,
  }
  const answer = await inShop(ctx, query['slug'] ?? '', async (tenant, shop) =>
    draw(tenant, shop, await viewOf(tenant, shop, asked), table, nonce),
  )
  return answer ?? gonePage(ctx, nonce)
}

export const menuScript = (): Promise<PublicAnswer> => Promise.resolve({ kind: 'script', body: menuSource() })

function draw(_ctx: Ctx, shop: OpenShop, view: ShopView, table: string | null, nonce: string): PublicAnswer {
  const t = wordsOf(shop)
  const sitsAt = table !== null && shop.terms.fulfilments.includes('table') && Number(table) <= shop.terms.tables ? table : null
  const body = html`
    <a class="skip" href="#carta">${t('orders.shop.skip')}</a>
    ${headOf(shop, view, sitsAt)}
    ${navOf(shop, view)}
    <main id="carta">
      ${view.customerKey !== null && html`<p class="notice">${t('orders.shop.own_prices')}</p>`}
      ${promotionsOf(shop, view)}
      ${view.categories.map((category) => sectionOf(shop, view, category))}
      <p class="empty" id="nothing" ${view.categories.length > 0 && raw('hidden')}>${t('orders.shop.nothing_found')}</p>
      <p class="notice scriptless">${t('orders.shop.no_script')} ${view.whatsapp !== null && html`<a href="${whatsappLink(view.whatsapp, '')}">WhatsApp</a>`}</p>
    </main>
    <footer>${t('orders.shop.made_with')}</footer>
    <button type="button" id="bar" hidden><span id="bar-count"></span><span>${t('orders.shop.see_basket')}</span><strong id="bar-total"></strong></button>
    <div id="said" role="status" aria-live="polite"></div>
    ${productDialog(t)}
    ${checkoutForm(shop, view, sitsAt)}
    <script nonce="${nonce}" type="application/json" id="data">${raw(pageData(shop, view, sitsAt))}</script>
    <script nonce="${nonce}" src="${menuScriptAddress()}" defer></script>`
  return {
    kind: 'page',
    isEmbeddable: false,
    html: frame({ shop, title: shop.brand.name, description: shop.terms.welcome, nonce, body, isListed: view.customerKey === null }),
  }
}

function headOf(shop: OpenShop, view: ShopView, table: string | null): Markup {
  const t = wordsOf(shop)
  return html`<header class="${shop.coverUrl && 'covered'}">
    ${shop.coverUrl && html`<img class="cover" src="${shop.coverUrl}" alt="" width="960" height="360" />`}
    <div class="head">
      ${shop.brand.logoUrl && html`<img class="logo" src="${shop.brand.logoUrl}" alt="" width="64" height="64" />`}
      <div>
        <h1>${shop.brand.name}</h1>
        ${shop.terms.welcome && html`<p class="welcome">${shop.terms.welcome}</p>`}
        <p class="hours" data-open="${view.isOpen ? 'yes' : 'no'}">${view.hours}${table !== null && ` · ${t('orders.shop.at_table', { no: table })}`}</p>
      </div>
      ${view.whatsapp !== null && html`<a class="whatsapp" href="${whatsappLink(view.whatsapp, '')}" rel="noopener">WhatsApp</a>`}
    </div>
  </header>`
}

export const whatsappLink = (digits: string, text: string): string =>
  `https://wa.me/${digits}${text === '' ? '' : `?text=${encodeURIComponent(text)}`}`

function navOf(shop: OpenShop, view: ShopView): Markup {
  const t = wordsOf(shop)
  const { categories, search, chosen, customerKey } = view
  return html`<div class="tools">
    <form role="search" method="get" action="/tienda/${shop.slug}">
      <label class="unseen" for="q">${t('orders.shop.search')}</label>
      <input id="q" name="q" type="search" enterkeyhint="search" autocomplete="off" placeholder="${t('orders.shop.search')}" value="${search}" maxlength="60" />
      ${customerKey !== null && html`<input type="hidden" name="para" value="${customerKey}" />`}
    </form>
    ${(search !== '' || chosen !== null) && html`<p><a href="${pathOf(shop, view)}">${t('orders.shop.whole_menu')}</a></p>`}
    ${
      categories.length > 1 &&
      html`<nav aria-label="${t('orders.shop.categories')}"><ul>${categories.map(({ key, name }) => html`<li><a href="#${key}">${name || t('orders.shop.others')}</a></li>`)}</ul></nav>`
    }
  </div>`
}

/** Of the menu, or one category of it, for whom it was opened. */
function pathOf({ slug }: OpenShop, { customerKey }: ShopView, category?: string): string {
  const query = new URLSearchParams({ ...(category !== undefined && { c: category }), ...(customerKey !== null && { para: customerKey }) })
  return `/tienda/${slug}${query.size > 0 ? `?${query}` : ''}`
}

function promotionsOf(shop: OpenShop, { promotions }: ShopView): Markup | null {
  const t = wordsOf(shop)
  if (promotions.length === 0) return null
  const sorted = promotions.toSorted((a, b) => Number(b.isNow) - Number(a.isNow))
  return html`<section class="promotions" aria-label="${t('orders.shop.promotions')}">
    <ul>${sorted.map(({ name, isNow, isAlways }) => html`<li data-now="${isNow ? 'yes' : 'no'}">${name}${isNow && !isAlways && html` <small>${t('orders.shop.now')}</small>`}</li>`)}</ul>
  </section>`
}

function sectionOf(shop: OpenShop, view: ShopView, { key, name, level, products, hidden }: ShownCategory): Markup {
  const t = wordsOf(shop)
  const title = name || t('orders.shop.others')
  return html`<section id="${key}" class="category" aria-labelledby="${key}-t">
    <h2 id="${key}-t" data-level="${level}">${title}</h2>
    <ul>${products.map((product, i) => productOf(shop, product, view.categories[0]?.key === key && i < 4))}</ul>
    ${hidden > 0 && html`<p><a href="${pathOf(shop, view, key)}">${t('orders.shop.see_all', { count: products.length + hidden, name: title })}</a></p>`}
  </section>`
}

/** Pictures below the first screen wait until somebody comes near. */
function productOf(shop: OpenShop, product: ShownProduct, isAtTop: boolean): Markup {
  const t = wordsOf(shop)
  const { id, name, description, labels, imageUrl, fromMinor, isGone, variants, promotions } = product
  const hasMany = new Set(product.priceById.values()).size > 1
  const price = fromMinor === null ? '' : moneyOf(shop, fromMinor)
  const refusal = variants.some((one) => one.refusal === 'not-now') ? 'not_now' : 'sold_out'
  return html`<li class="product" data-id="${id}" ${isGone && raw('data-gone')}>
    <div class="about">
      <h3>${name}</h3>
      ${description && html`<p class="description">${description.length > longest ? `${description.slice(0, longest)}…` : description}</p>`}
      ${labels.length > 0 && html`<p class="labels">${labels.join(' · ')}</p>`}
      <p class="price">${hasMany ? t('orders.shop.from', { price }) : price}${product.unit !== 'piece' && ` / ${t(`orders.units.${product.unit}`)}`}</p>
      ${promotions.map((one) => html`<p class="promotion">${one}</p>`)}
      ${isGone && html`<p class="gone">${t(`orders.shop.gone.${refusal}`)}</p>`}
      ${isGone && waitForm(shop, product)}
    </div>
    ${imageUrl && html`<img src="${imageUrl}" alt="" width="112" height="84" decoding="async" ${!isAtTop && raw('loading="lazy"')} />`}
    ${!isGone && html`<button type="button" class="add" aria-label="${t('orders.shop.add_named', { name })}">${t('orders.shop.add')}</button>`}
  </li>`
}
