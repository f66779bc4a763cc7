import type { ShopBasket } from '#orders/contract/shop.ts'
import type { App } from '#orders/server/shop/browser/data.ts'
import { becameOrder, draftOf, drawBasket, keep, keepSoon, showTrouble } from '#orders/server/shop/browser/basket.ts'
import { byId, call, money, said } from '#orders/server/shop/browser/kit.ts'

/** The value of a field that a shop may not have. */
export function valueOf(id: string): string {
  return (document.getElementById(id) as HTMLInputElement | null)?.value.trim() ?? ''
}

export function chosenOf(name: string): string | null {
  return document.querySelector<HTMLInputElement>(`#basket input[name=${name}]:checked`)?.value ?? null
}

/** An amount as people write it: `10000`, `10.000`, `10.000,50`. Null where it is none. */
export function minorOf(app: App, text: string): number | null {
  const typed = text.replaceAll(/[^\d.,]/g, '')
  const [, whole = typed, part = ''] = /^(.*)[.,](\d{1,2})$/.exec(typed) ?? []
  const digits = whole.replaceAll(/\D/g, '')
  if (digits === '' || digits.length > 10) return null
  return Math.round(Number(`${digits}.${part || '0'}`) * 10 ** app.data.digits)
}

/** The form into the draft, what is seen of it after it. */
export function readForm(app: App): void {
  const { draft } = app.state
  const before = draft.fulfilment
  draft.fulfilment = (chosenOf('fulfilment') ?? draft.fulfilment) as typeof draft.fulfilment
  draft.name = valueOf('name')
  draft.phone = valueOf('phone')
  draft.note = valueOf('note')
  draft.wantedAt = valueOf('wanted') || null
  draft.wantsReminder = (document.getElementById('remind') as HTMLInputElement | null)?.checked ?? false
  draft.paymentMethod = chosenOf('method') as typeof draft.paymentMethod
  draft.paysWithMinor = draft.paymentMethod === 'cash' ? minorOf(app, valueOf('pays-with')) : null
  const [zoneId = '', neighbourhood = ''] = valueOf('place-name').split('|')
  const { latitude = null, longitude = null } = draft.address ?? {}
  draft.address = { text: valueOf('address'), notes: valueOf('address-notes'), neighbourhood, zoneId: zoneId || null, latitude, longitude }
  showFields(app)
  if (before !== draft.fulfilment) clearIssues()
}

/** Only what is asked for the way it was chosen. */
export function showFields(app: App): void {
  const { fulfilment, paymentMethod } = app.state.draft
  const show = (id: string, isShown: boolean): void => {
    const element = document.getElementById(id)
    if (element) element.hidden = !isShown
  }
  show('delivery-fields', fulfilment === 'delivery')
  show('cash-fields', paymentMethod === 'cash')
  show('transfer-fields', paymentMethod === 'transfer')
  const trouble = app.answer?.offer?.trouble
  const isAway = trouble?.code === 'outside' || trouble?.code === 'below_minimum'
  show('offer-pickup', isAway)
  if (trouble && trouble.code !== 'address' && fulfilment === 'delivery') showIssue('address', trouble.text)
  else if (document.getElementById('address')) showIssue('address', '')
}

export function fillForm(app: App): void {
  const { draft } = app.state
  const fill = (id: string, value: string): void => {
    const field = document.getElementById(id) as HTMLInputElement | null
    if (field) field.value = value
  }
  fill('name', draft.name)
  fill('phone', draft.phone)
  fill('note', draft.note)
  fill('address', draft.address?.text ?? '')
  fill('address-notes', draft.address?.notes ?? '')
  fill('place-name', draft.address?.zoneId ? `${draft.address.zoneId}|${draft.address.neighbourhood}` : '')
  if (draft.paysWithMinor !== null) fill('pays-with', (draft.paysWithMinor / 10 ** app.data.digits).toLocaleString(app.data.locale))
  for (const [name, value] of [
    ['fulfilment', draft.fulfilment],
    ['method', draft.paymentMethod],
  ]) {
    const radio = document.querySelector<HTMLInputElement>(`#basket input[name=${name}][value="${value}"]`)
    if (radio) radio.checked = true
  }
  const remind = document.getElementById('remind') as HTMLInputElement | null
  if (remind) remind.checked = draft.wantsReminder
  showLocated(app, '')
}

export function showIssue(id: string, text: string): void {
  const place = document.getElementById(`${id}-error`)
  if (!place) return
  place.textContent = text
  place.hidden = text === ''
  const field = document.querySelector(`[aria-describedby~="${id}-error"]`)
  if (text === '') field?.removeAttribute('aria-invalid')
  else field?.setAttribute('aria-invalid', 'true')
}

export function clearIssues(): void {
  for (const id of ['address', 'wanted', 'name', 'phone', 'paymentMethod', 'paysWithMinor']) showIssue(id, '')
  if (byId('trouble').dataset.kind !== 'network') byId('trouble').hidden = true
}

/** Where the phone is, when its owner wants to say so. */
export function locate(app: App): void {
  const { address } = app.state.draft
  if (address && address.latitude !== null) {
    Object.assign(address, { latitude: null, longitude: null })
    showLocated(app, '')
    return keepSoon(app, 0)
  }
  showLocated(app, said(app, 'locating'))
  const failed = (): void => showLocated(app, said(app, 'not_located'))
  if (!navigator.geolocation) return failed()
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      if (address) Object.assign(address, { latitude: Number(coords.latitude.toFixed(6)), longitude: Number(coords.longitude.toFixed(6)) })
      showLocated(app, '')
      keepSoon(app, 0)
    },
    failed,
    { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
  )
}

export function showLocated(app: App, text: string): void {
  const place = document.getElementById('located')
  if (place) place.textContent = text || (app.state.draft.address?.latitude ? said(app, 'located') : '')
}

/** Sent once at a time. What the server minds is said where it can be mended; nothing that was typed is lost. */
export async function place(app: App): Promise<void> {
  if (app.isPlacing) return
  readForm(app)
  clearIssues()
  app.isPlacing = true
  const button = byId('place')
  button.setAttribute('aria-disabled', 'true')
  try {
    // What was seen last is what is ordered: a sum that is still being counted is waited for.
    if (!app.answer?.offer || byId('sums').dataset.old !== undefined) {
      if ((await keep(app)).status !== 200) return
    }
    const shown = app.answer
    const { status, body } = await call(app, 'POST', '/orders', {
      ...draftOf(app),
      token: app.state.token,
      expectedTotalMinor: shown?.offer?.totalMinor ?? 0,
    })
    if (status === 200) becameOrder(app, String(body.url))
    else if (status === 0 || status >= 500 || status === 429) showTrouble(said(app, 'no_network'), [], 'place')
    else await explain(app, body, shown)
  } finally {
    app.isPlacing = false
    button.removeAttribute('aria-disabled')
  }
}

export async function explain(app: App, body: Record<string, unknown>, shown: ShopBasket | null): Promise<void> {
  const issues = (body.issues as { path: string; message: string }[] | undefined) ?? []
  for (const { path, message } of issues) showIssue(path, message)
  const field = document.querySelector<HTMLElement>('#basket [aria-invalid=true]')
  if (field && issues.length > 0) {
    const target = field.matches('fieldset') ? field.querySelector('input') : field
    target?.focus()
    return field.scrollIntoView({ block: 'center' })
  }
  const title = String(body.title ?? said(app, 'failed'))
  const loose = issues.map(({ message }) => message)
  if (!String(body.code).startsWith('orders.shop_')) return showTrouble(title, loose, 'place')
  await keep(app)
  drawBasket(app)
  showTrouble(title, [...loose, ...differences(app, shown, app.answer)], 'place')
}

/** What became dearer or cheaper since it was shown. */
export function differences(app: App, before: ShopBasket | null, now: ShopBasket | null): string[] {
  return (now?.offer?.lines ?? []).flatMap(({ at, name, totalMinor }) => {
    const was = before?.offer?.lines.find((one) => one.at === at)?.totalMinor
    return was === undefined || was === totalMinor
      ? []
      : [said(app, 'changed', { name, was: money(app, was), now: money(app, totalMinor) })]
  })
}
