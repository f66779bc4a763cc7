import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { html, raw, type Markup } from '#kernel/html/html.ts'
import { quantityInWords } from '#kernel/i18n/in-words.ts'
import type { PublicAnswer } from '#kernel/module.ts'
import { addressKey, attempt } from '#kernel/auth/throttle.ts'
import type { Order, OrderEvent } from '#orders/contract/order.ts'
import { isClosed, type OrderState } from '#orders/contract/order-state.ts'
import { refusalOf } from '#orders/contract/order-step.ts'
import { events, whole } from '#orders/server/orders/orders.ts'
import { move } from '#orders/server/orders/moving.ts'
import * as orderStore from '#orders/server/orders/orders.store.ts'
import { orderingOf, stepsOf } from '#orders/server/ordering/ordering.ts'
import { orderScriptAddress, orderSource } from '#orders/server/shop/browser/sources.ts'
import { readOrderLink, spokenOf } from '#orders/server/shop/baskets.ts'
import { frame, gonePage, type Asked } from '#orders/server/shop/frame.ts'
import { whatsappLink } from '#orders/server/shop/menu-page.ts'
import { moneyOf, wordsOf } from '#orders/server/shop/offer.ts'
import { momentIn } from '#orders/server/shop/opening.ts'
import * as shopOrders from '#orders/server/shop/shop-orders.store.ts'
import { shopOf, whatsappOf, type OpenShop } from '#orders/server/shop/shops.ts'

const perAddress = { limit: 30, windowSeconds: 600 }

/** Where a customer follows what they ordered. Whoever has the address sees it, and nothing else of anybody. */
export const orderPage = (ctx: PlatformCtx, asked: Asked): Promise<PublicAnswer> =>
  withOrder(ctx, asked, (tenant, found) => draw(tenant, found, asked))

/** Called off by the customer, as long as nobody has confirmed it. Whoever confirms at the same moment is waited for. */
export async function callOffPage(ctx: PlatformCtx, asked: Asked): Promise<PublicAnswer> {
  const taken = await attempt(ctx.sql, { bucket: 'orders.shop.call-off', key: addressKey(ctx.request.ip), now: ctx.now, ...perAddress })
  return withOrder(ctx, asked, async (tenant, found) => {
    if (!taken.allowed) return draw(tenant, found, asked, { notice: 'flood', status: 429 })
    const row = await orderStore.lock(tenant, found.order.id)
    if (row?.state !== 'received')
      return draw(tenant, await again(tenant, found), asked, row?.state === 'cancelled' ? {} : { notice: 'too_late', status: 409 })
    await move(tenant, { id: row.id, state: 'cancelled', reason: wordsOf(found.shop)('orders.shop.order.called_off') })
    return draw(tenant, await again(tenant, found), asked)
  })
}

export const orderScript = (): Promise<PublicAnswer> => Promise.resolve({ kind: 'script', body: orderSource() })

type Found = { shop: OpenShop; order: Order; name: string }

async function withOrder(
  ctx: PlatformCtx,
  { query, nonce }: Asked,
  run: (tenant: Ctx, found: Found) => Promise<PublicAnswer>,
): Promise<PublicAnswer> {
  const named = readOrderLink(ctx, query['token'] ?? '')
  const answer =
    named &&
    (await ctx.inOrg(named.orgId, async (tenant) => {
      const [row, claim] = await Promise.all([orderStore.find(tenant, named.id), shopOrders.find(tenant, named.id)])
      const shop = row && claim && (await shopOf(tenant, row.brandId))
      return shop ? run(tenant, { shop, order: await whole(tenant, row), name: claim.name }) : undefined
    }))
  return answer ?? gonePage(ctx, nonce)
}

async function again(ctx: Ctx, found: Found): Promise<Found> {
  const row = await orderStore.find(ctx, found.order.id)
  return row ? { ...found, order: await whole(ctx, row) } : found
}

type Extra = { notice?: 'flood' | 'too_late'; status?: number }

async function draw(ctx: Ctx, { shop, order, name }: Found, { nonce }: Asked, { notice, status = 200 }: Extra = {}): Promise<PublicAnswer> {
  const t = wordsOf(shop)
  const [{ items: history }, ordering, whatsapp] = await Promise.all([
    events(ctx, { id: order.id }),
    orderingOf(ctx, shop.brandId),
    whatsappOf(ctx, shop),
  ])
  const nameOf = (state: OrderState): string => ordering.states.find((one) => one.state === state)?.name ?? t(`orders.shop.states.${state}`)
  const title = t('orders.shop.order.title', { number: order.number ?? '' })
  const body = html`<main class="sheet" data-version="${order.version}" ${isClosed(order.state) && raw('data-over')}>
      <p><a href="/tienda/${shop.slug}">${shop.brand.name}</a></p>
      <h1>${title}</h1>
      ${notice && html`<p class="notice" role="alert">${t(`orders.shop.order.${notice}`)}</p>`}
      <p role="status"><strong>${name === '' ? nameOf(order.state) : t('orders.shop.order.greeting', { name: name.split(/\s+/)[0] ?? '', state: nameOf(order.state) })}</strong>${promiseOf(ctx, shop, order)}</p>
      ${stepsIn(ctx, shop, order, history, nameOf, stepsOf(ordering))}
      ${boughtIn(shop, order)}
      ${whereIn(shop, order)}
      ${whatsapp !== null && html`<a class="wide primary" rel="noopener" href="${whatsappLink(whatsapp, t('orders.shop.order.hello', { number: order.number ?? '' }))}">${t('orders.shop.order.write')}</a>`}
      ${
        order.state === 'received' &&
        html`<details><summary>${t('orders.shop.order.call_off')}</summary><form method="post" novalidate><p>${t('orders.shop.order.call_off_hint')}</p><button class="wide second">${t('orders.shop.order.call_off_yes')}</button></form></details>`
      }
      <a class="wide second" href="/tienda/${shop.slug}">${t('orders.shop.order.again')}</a>
    </main>
    <script nonce="${nonce}" src="${orderScriptAddress()}" defer></script>`
  return { kind: 'page', status, isEmbeddable: false, html: frame({ shop, title: `${title} · ${shop.brand.name}`, nonce, body }) }
}

function promiseOf(ctx: Ctx, shop: OpenShop, order: Order): string {
  if (order.promisedAt === null || isClosed(order.state)) return ''
  return ` · ${wordsOf(shop)(order.fulfilment === 'delivery' ? 'orders.shop.order.promised' : 'orders.shop.order.ready_at', { when: momentIn(spokenOf(ctx, shop), order.promisedAt) })}`
}

/** The steps that this shop uses and this order will take, with the hour of those that it has come to. */
function stepsIn(
  ctx: Ctx,
  shop: OpenShop,
  order: Order,
  history: readonly OrderEvent[],
  nameOf: (state: OrderState) => string,
  brand: ReturnType<typeof stepsOf>,
): Markup {
  const way = ['received', 'confirmed', 'preparing', 'ready', 'on_the_way', 'delivered'] as const
  const standing = { state: 'received', fulfilment: order.fulfilment, hasHandedOver: false, hasReturned: false } as const
  const ended = order.state === 'cancelled' || order.state === 'returned'
  const atOf = (state: OrderState): string | undefined => history.find((one) => one.kind === 'state' && one.toState === state)?.at
  const taken = ended
    ? way.filter((state) => atOf(state) !== undefined)
    : way.filter((state) => state === 'received' || refusalOf(standing, state, brand) === null)
  const reached = ended ? taken.length : way.indexOf(order.state as (typeof way)[number])
  const hour = (at: string | undefined): string => (at === undefined ? '' : momentIn(spokenOf(ctx, shop), at))
  return html`<ol class="steps">
    ${taken.map((state) => {
      const isDone = ended || way.indexOf(state) <= reached
      return html`<li ${isDone && raw('data-done')} ${state === order.state && raw('aria-current="step"')}><span>${nameOf(state)}</span><span>${isDone && hour(atOf(state))}</span></li>`
    })}
    ${ended && html`<li data-done data-off aria-current="step"><span>${nameOf(order.state)}</span><span>${hour(atOf(order.state))}</span></li>`}
  </ol>`
}

function boughtIn(shop: OpenShop, order: Order): Markup {
  const t = wordsOf(shop)
  const money = (minor: number): string => moneyOf(shop, minor)
  const row = (label: string, minor: number, sign = ''): Markup => html`<li><span>${label}</span><span>${sign}${money(minor)}</span></li>`
  return html`<ul class="bought">
    ${order.lines
      .filter(({ removedAt }) => removedAt === null)
      .map(
        ({ name, quantityMilli, unit, modifiers, note, totalMinor }) =>
          html`<li><span>${quantityInWords(shop.brand, quantityMilli)} × ${unit !== 'piece' && `${t(`orders.units.${unit}`)} `}${name}<small>${[...modifiers.map((one) => one.name), note].filter(Boolean).join(' · ')}</small></span><span>${money(totalMinor)}</span></li>`,
      )}
    ${order.deliveryMinor > 0 && row(t('orders.shop.browser.delivery'), order.deliveryMinor - order.deliveryDiscountMinor)}
    ${!order.includesTax && order.taxMinor > 0 && row(t('orders.shop.browser.tax_added'), order.taxMinor)}
    <li><strong>${t('orders.shop.browser.total')}</strong><strong>${money(order.totalMinor)}</strong></li>
    ${order.promotions.filter(({ refusal, amountMinor }) => refusal === null && amountMinor > 0).map(({ name, amountMinor }) => html`<li><small>${name}</small><small>− ${money(amountMinor)}</small></li>`)}
    ${order.payments.map(({ method, amountMinor, isRefund }) => row(t(`orders.shop.order.${isRefund ? 'refunded' : 'paid'}`, { method: t(`orders.shop.methods.${method}`) }), amountMinor, isRefund ? '− ' : ''))}
  </ul>`
}

function whereIn(shop: OpenShop, order: Order): Markup {
  const t = wordsOf(shop)
  const isOwed = order.paymentState !== 'paid' && !isClosed(order.state)
  const lines = [
    order.fulfilment === 'table' ? t('orders.shop.at_table', { no: order.tableName ?? '' }) : t(`orders.shop.ways.${order.fulfilment}`),
    ...(order.address?.text ? [order.address.text] : []),
    ...(order.paymentMethod !== null && isOwed ? [t(`orders.shop.methods.${order.paymentMethod}`)] : []),
    ...(order.paysWithMinor !== null && isOwed ? [t('orders.shop.order.pays_with', { amount: moneyOf(shop, order.paysWithMinor) })] : []),
    ...(order.note === '' ? [] : [order.note]),
  ]
  return html`<p class="hint">${lines.join(' · ')}</p>
    ${order.paymentMethod === 'transfer' && isOwed && shop.terms.transferAlias && html`<p class="notice">${t('orders.shop.transfer_to')} <strong>${shop.terms.transferAlias}</strong></p>`}`
}
