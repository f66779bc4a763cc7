import type { ShopBasket } from '#orders/contract/shop.ts'
import type { App } from '#orders/server/shop/browser/data.ts'
import { showFields } from '#orders/server/shop/browser/checkout.ts'
import { call, emptyState, byId, make, money, remember, said, type Answered } from '#orders/server/shop/browser/kit.ts'
import { quantityIn } from '#orders/server/shop/browser/product.ts'

/** What is sent: only what the server asks for. */
export function draftOf(app: App): Record<string, unknown> {
  const { draft } = app.state
  const lines = draft.lines.map(({ variantId, quantityMilli, modifierIds, note }) => ({ variantId, quantityMilli, modifierIds, note }))
  const address = draft.fulfilment === 'delivery' ? draft.address : null
  return { ...draft, lines, address, customerKey: app.data.customerKey }
}

/** On the device at once, and at the server when nothing was changed for a moment. */
export function keepSoon(app: App, waitMs = 450): void {
  remember(app)
  drawBasket(app)
  byId('sums').dataset.old = ''
  clearTimeout(app.timer)
  app.timer = window.setTimeout(() => void keep(app), waitMs)
}

/** Asks what it comes to. What was asked before and is answered later is thrown away. */
export async function keep(app: App): Promise<Answered> {
  clearTimeout(app.timer)
  const asked = ++app.asked
  const answered = await call(app, 'PUT', `/baskets/${app.state.token}`, draftOf(app))
  if (asked !== app.asked) return answered
  if (answered.status === 200) {
    app.answer = answered.body as unknown as ShopBasket
    if (app.answer.orderUrl) return becameOrder(app, app.answer.orderUrl)
    delete byId('sums').dataset.old
    if (byId('trouble').dataset.kind === 'network') byId('trouble').hidden = true
    drawBasket(app)
    showFields(app)
  } else {
    const isLost = answered.status === 0 || answered.status >= 500 || answered.status === 429
    showTrouble(isLost ? said(app, 'no_network') : (answered.body.title ?? said(app, 'failed')), [], 'network', false)
    if (isLost) app.timer = window.setTimeout(() => void keep(app), 5000)
  }
  return answered
}

/** It was ordered before, and the answer got lost: there is a new basket from here on. */
export function becameOrder(app: App, url: string): Answered {
  startAgain(app)
  location.assign(url)
  return { status: 200, body: {} }
}

/** Who it is and where stays, for the next time. */
export function startAgain(app: App): void {
  const { name, phone, address, paymentMethod } = app.state.draft
  const fresh = emptyState(app)
  app.state = { ...fresh, draft: { ...fresh.draft, name, phone, address, paymentMethod } }
  app.answer = null
  remember(app)
  drawBasket(app)
}

export function showTrouble(title: string, lines: readonly string[], kind: string, isFocused = true): void {
  const place = byId('trouble')
  place.dataset.kind = kind
  place.replaceChildren(make('strong', {}, title), ...lines.map((line) => make('p', {}, line)))
  place.hidden = false
  if (isFocused) place.focus()
  if (isFocused) place.scrollIntoView({ block: 'start' })
}

export function drawBasket(app: App): void {
  const { lines } = app.state.draft
  const offer = app.answer?.offer ?? null
  const total = offer && lines.length > 0 ? money(app, offer.totalMinor) : ''
  const bar = byId('bar')
  bar.hidden = lines.length === 0
  const isWeighed = (productId: string): boolean => Boolean(app.data.products[productId]?.unit)
  byId('bar-count').textContent = String(lines.reduce((sum, one) => sum + (isWeighed(one.productId) ? 1 : one.quantityMilli / 1000), 0))
  byId('bar-total').textContent = total
  byId('place-total').textContent = total
  const focused = document.activeElement?.getAttribute('data-k')
  byId('lines').replaceChildren(...(lines.length === 0 ? [make('li', {}, said(app, 'empty'))] : lines.map((_line, at) => lineOf(app, at))))
  if (focused) (document.querySelector<HTMLElement>(`[data-k="${focused}"]`) ?? byId('basket-title')).focus()
  drawSums(app)
  drawHours(app)
}

export function lineOf(app: App, at: number): HTMLElement {
  const line = app.state.draft.lines[at]
  if (!line) return make('li')
  const product = app.data.products[line.productId]
  const offered = app.answer?.offer?.lines.find((one) => one.at === at)
  const gone = app.answer?.offer?.gone.find((one) => one.at === at)
  const name = line.name || offered?.name || gone?.name || ''
  const modifiers = product
    ? product.groups.flatMap((id) => app.data.groups[id]?.modifiers ?? []).filter(({ id }) => line.modifierIds.includes(id))
    : []
  const asked = modifiers.length > 0 ? modifiers.map((one) => one.name) : (offered?.modifiers ?? [])
  const about = make('div', {}, make('span', {}, name))
  if (asked.length > 0) about.append(make('small', {}, asked.join(' · ')))
  if (line.note) about.append(make('small', {}, said(app, 'note_of', { note: line.note })))
  if (gone) about.append(make('small', { class: 'bad' }, gone.why))
  const cost = make('div', { class: 'cost' })
  if (offered && offered.totalMinor !== offered.grossMinor) cost.append(make('s', {}, money(app, offered.grossMinor)))
  if (offered) cost.append(money(app, offered.totalMinor))
  const step = product?.step ?? 1000
  const press = (kind: string, label: string, text: string, presses: number): HTMLElement => {
    const button = make('button', { type: 'button', 'data-k': `${kind}-${at}`, 'aria-label': `${label}: ${name}` }, text)
    button.addEventListener('click', () => changeLine(app, at, presses * step))
    return button
  }
  const hands = make(
    'div',
    { class: 'hands' },
    make(
      'div',
      { class: 'stepper' },
      press('less', said(app, 'less'), '\u2212', -1),
      make('output', {}, quantityIn(app, line.quantityMilli, product?.unit ?? '')),
      press('more', said(app, 'more'), '+', 1),
    ),
  )
  if (product)
    hands.append(
      make(
        'button',
        { type: 'button', 'data-edit': String(at), 'data-k': `edit-${at}`, 'aria-label': `${said(app, 'edit')}: ${name}` },
        said(app, 'edit'),
      ),
    )
  hands.append(
    make(
      'button',
      { type: 'button', 'data-remove': String(at), 'data-k': `remove-${at}`, 'aria-label': `${said(app, 'remove')}: ${name}` },
      said(app, 'remove'),
    ),
  )
  return make('li', {}, about, cost, hands)
}

/** Less than one step of it is none of it. */
export function changeLine(app: App, at: number, milli: number): void {
  const { lines } = app.state.draft
  const line = lines[at]
  if (!line) return
  const wanted = line.quantityMilli + milli
  if (wanted > 999_000) return
  if (wanted > 0) line.quantityMilli = wanted
  else lines.splice(at, 1)
  // What it came to belongs to other lines from now on.
  if (wanted <= 0 && app.answer) app.answer = { ...app.answer, offer: null }
  keepSoon(app)
}

export function drawSums(app: App): void {
  const offer = app.answer?.offer
  const sums = byId('sums')
  const notes = byId('promotions')
  sums.hidden = !offer || app.state.draft.lines.length === 0
  if (!offer) return notes.replaceChildren()
  const row = (label: string, minor: number, sign = ''): HTMLElement =>
    make('div', {}, make('dt', {}, label), make('dd', {}, `${sign}${money(app, minor)}`))
  const done = offer.promotions.filter(({ refusal, amountMinor }) => refusal === null && amountMinor > 0)
  const isPlain = done.length === 0 && offer.deliveryMinor === 0 && (offer.includesTax || offer.taxMinor === 0)
  sums.replaceChildren(
    ...(isPlain ? [] : [row(said(app, 'subtotal'), offer.subtotalMinor)]),
    ...done.map(({ name, amountMinor }) => row(name, amountMinor, '\u2212 ')),
    ...(app.state.draft.fulfilment === 'delivery' && offer.trouble?.code !== 'address' && offer.deliveryMinor > 0
      ? [row(said(app, 'delivery'), offer.deliveryMinor)]
      : []),
    ...(!offer.includesTax && offer.taxMinor > 0 ? [row(said(app, 'tax_added'), offer.taxMinor)] : []),
    row(said(app, 'total'), offer.totalMinor),
  )
  const { couponCodes } = app.state.draft
  notes.replaceChildren(
    ...(offer.minimum ? [make('li', { class: 'bad' }, offer.minimum)] : []),
    ...offer.promotions
      .filter(({ refusal, code }) => refusal !== null || code !== null)
      .map(({ name, refusal, code }) => {
        const text = refusal === null ? said(app, 'coupon_ok', { code: code ?? '', name }) : `${code ?? name}: ${refusal}`
        const item = make('li', refusal === null ? { 'data-on': true } : {}, text, ' ')
        if (code && couponCodes.includes(code))
          item.append(
            make(
              'button',
              { type: 'button', class: 'quiet', 'data-coupon': code, 'aria-label': `${said(app, 'remove')}: ${code}` },
              '\u00d7',
            ),
          )
        return item
      }),
  )
}

/** When it can be wanted: what was chosen stays chosen as long as it is offered. */
export function drawHours(app: App): void {
  const { answer } = app
  if (!answer) return
  const select = byId<HTMLSelectElement>('wanted')
  const options = [...(answer.isOpen ? [{ at: '', label: said(app, 'as_soon') }] : []), ...answer.slots]
  const wanted = app.state.draft.wantedAt ?? ''
  const isThere = options.some(({ at }) => at === wanted)
  if (!isThere) app.state.draft.wantedAt = options[0]?.at || null
  select.replaceChildren(
    ...options.map(({ at, label }) => make('option', { value: at, selected: at === (app.state.draft.wantedAt ?? '') }, label)),
  )
  const isNow = answer.isOpen && !app.state.draft.wantedAt
  byId('promise').textContent = isNow ? (answer.offer?.promise ?? '') : answer.isOpen ? '' : answer.hours
}
