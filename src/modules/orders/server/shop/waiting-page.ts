import { variantsForSale } from '#commerce/server/public.ts'
import { addressKey, attempt } from '#kernel/auth/throttle.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { html, type Markup } from '#kernel/html/html.ts'
import type { PublicAnswer } from '#kernel/module.ts'
import { Problem } from '#kernel/problem.ts'
import { phoneOf } from '#orders/server/shop/baskets.ts'
import { customerOf } from '#orders/server/shop/customers.ts'
import { frame, gonePage, type Asked } from '#orders/server/shop/frame.ts'
import type { ShownProduct } from '#orders/server/shop/menu-view.ts'
import { wordsOf } from '#orders/server/shop/offer.ts'
import { inShop, type OpenShop } from '#orders/server/shop/shops.ts'
import { tellWhenBack } from '#orders/server/waiting/waiting.ts'

const perAddress = { limit: 30, windowSeconds: 600 }
const longestName = 120
const longestPhone = 40

type Typed = { name: string; phone: string; variantId: string }
type Choice = { id: string; name: string }

/** Under a product of which nothing is left: whom to tell when it is there again. It needs no script. */
export function waitForm(shop: OpenShop, { name, variants }: Pick<ShownProduct, 'name' | 'variants'>): Markup | null {
  const choices = variants.filter(({ mayWait }) => mayWait)
  if (choices.length === 0) return null
  const t = wordsOf(shop)
  return html`<details class="wait"><summary aria-label="${t('orders.shop.wait.summary_named', { name })}">${t('orders.shop.wait.summary')}</summary>${formOf(shop, choices, { name: '', phone: '', variantId: '' }, null)}</details>`
}

function formOf(shop: OpenShop, choices: readonly Choice[], typed: Typed, problem: string | null): Markup {
  const t = wordsOf(shop)
  const [first] = choices
  return html`<form method="post" action="/tienda/${shop.slug}/avisos" novalidate>
    ${
      choices.length === 1
        ? html`<input type="hidden" name="producto" value="${first?.id ?? ''}" />`
        : html`<p class="field"><label>${t('orders.shop.wait.which')} <select name="producto">${choices.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label></p>`
    }
    <p class="field"><label>${t('orders.shop.wait.name')} <input name="nombre" autocomplete="name" required maxlength="${longestName}" value="${typed.name}" /></label></p>
    <p class="field"><label>${t('orders.shop.wait.phone')} <input name="telefono" type="tel" autocomplete="tel" required maxlength="${longestPhone}" value="${typed.phone}" /></label></p>
    ${problem !== null && html`<p class="bad" role="alert">${problem}</p>`}
    <p class="hint">${t('orders.shop.wait.consent')}</p>
    <button class="wide second">${t('orders.shop.wait.send')}</button>
  </form>`
}

/** Somebody left their number. Garbage changes nothing, and what was typed stays. */
export async function waitingPage(ctx: PlatformCtx, { query, form, nonce }: Asked): Promise<PublicAnswer> {
  const taken = await attempt(ctx.sql, { bucket: 'orders.shop.wait', key: addressKey(ctx.request.ip), now: ctx.now, ...perAddress })
  const typed: Typed = {
    name: (form.get('nombre') ?? '').trim().slice(0, longestName),
    phone: (form.get('telefono') ?? '').trim().slice(0, longestPhone),
    variantId: form.get('producto') ?? '',
  }
  const how = { isTooOften: !taken.allowed, nonce }
  try {
    return (await inShop(ctx, query['slug'] ?? '', (tenant, shop) => wait(tenant, shop, typed, how))) ?? gonePage(ctx, nonce)
  } catch (error) {
    // Nobody counts it any more: nothing of this stays.
    if (error instanceof Problem && error.status === 404) return gonePage(ctx, nonce)
    throw error
  }
}

type How = { isTooOften: boolean; nonce: string }

async function wait(ctx: Ctx, shop: OpenShop, typed: Typed, { isTooOften, nonce }: How): Promise<PublicAnswer | undefined> {
  const t = wordsOf(shop)
  const id = Id.safeParse(typed.variantId)
  const [variant] = id.success ? await variantsForSale(ctx, [id.data], { brandId: shop.brandId }) : []
  if (!variant || variant.refusal === 'other-brand' || variant.refusal === 'archived') return undefined
  const asked = (problem: string, status: number): PublicAnswer =>
    sheet(shop, t('orders.shop.wait.title', { name: variant.name }), formOf(shop, [variant], typed, problem), nonce, status)
  if (isTooOften) return asked(t('orders.shop.order.flood'), 429)
  if (variant.refusal === null) return sheet(shop, t('orders.shop.wait.there', { name: variant.name }), null, nonce)
  if (typed.name === '') return asked(t('orders.shop.wrong.name'), 422)
  if (!(await phoneOf(ctx, typed.phone)).isValid) return asked(t(`orders.shop.wrong.phone${typed.phone === '' ? '_missing' : ''}`), 422)
  const customer = await customerOf(ctx, typed, t('orders.shop.wait.consent'))
  await tellWhenBack(ctx, { variantId: variant.id, contactId: customer.id })
  return sheet(shop, t('orders.shop.wait.done', { name: variant.name }), null, nonce)
}

function sheet(shop: OpenShop, title: string, body: Markup | null, nonce: string, status = 200): PublicAnswer {
  const main = html`<main class="sheet">
    <p><a href="/tienda/${shop.slug}">${shop.brand.name}</a></p>
    <h1>${title}</h1>
    ${body}
    <a class="wide second" href="/tienda/${shop.slug}">${wordsOf(shop)('orders.shop.whole_menu')}</a>
  </main>`
  return { kind: 'page', status, isEmbeddable: false, html: frame({ shop, title: `${title} · ${shop.brand.name}`, nonce, body: main }) }
}
