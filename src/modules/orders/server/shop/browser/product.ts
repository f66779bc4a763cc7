import { grossOf } from '#commerce/contract/totals.ts'
import { keepSoon } from '#orders/server/shop/browser/basket.ts'
import type { App, BrowserChoice, BrowserLine, BrowserProduct } from '#orders/server/shop/browser/data.ts'
import { announce, byId, make, money, said } from '#orders/server/shop/browser/kit.ts'

/** How much of it, as people say it: `2`, `0,5 kg`. */
export function quantityIn(app: App, milli: number, unit: string): string {
  const number = (milli / 1000).toLocaleString(app.data.locale, { maximumFractionDigits: 3 })
  return unit ? `${number} ${unit}` : number
}

export function openProduct(app: App, productId: string, at: number | null): void {
  const product = app.data.products[productId]
  if (!product) return
  const line = at === null ? undefined : app.state.draft.lines[at]
  app.editing = at
  const dialog = byId<HTMLDialogElement>('product')
  dialog.dataset.id = productId
  dialog.dataset.milli = String(line?.quantityMilli ?? Math.max(product.step, product.unit ? 1000 : product.step))
  byId('product-name').textContent = product.name
  byId('product-about').textContent = product.description
  byId('product-labels').textContent = product.labels.join(' · ')
  const image = byId<HTMLImageElement>('product-image')
  image.hidden = !product.imageUrl
  if (product.imageUrl) image.src = product.imageUrl
  byId<HTMLInputElement>('product-note').value = line?.note ?? ''
  byId('product-choices').replaceChildren(...choicesOf(app, product, line))
  limitChoices()
  previewPrice(app)
  if (!dialog.open) dialog.showModal()
  dialog.querySelector('.scroll')?.scrollTo(0, 0)
}

export function choicesOf(app: App, product: BrowserProduct, line: BrowserLine | undefined): HTMLElement[] {
  const option = (type: string, name: string, one: BrowserChoice, isChosen: boolean, extra: string): HTMLElement => {
    const input = make('input', {
      type,
      name,
      value: one.id,
      disabled: !one.isThere,
      'data-gone': !one.isThere,
      checked: isChosen && one.isThere,
    })
    const price = make('small', { 'data-price': true }, one.isThere ? extra : said(app, 'sold_out'))
    return make('label', { class: 'tick' }, input, make('span', {}, one.name), price)
  }
  const sets: HTMLElement[] = []
  if (product.variants.length > 1) {
    const first = product.variants.find(({ isThere }) => isThere)
    const options = product.variants.map((one) =>
      option('radio', 'variant', one, (line?.variantId ?? first?.id) === one.id, money(app, one.price)),
    )
    sets.push(make('fieldset', { class: 'field' }, make('legend', {}, said(app, 'choose_one')), ...options))
  }
  for (const id of product.groups) {
    const group = app.data.groups[id]
    if (!group) continue
    const { least, most, name } = group
    const rule =
      least === 1 && most === 1
        ? said(app, 'choose_one')
        : least > 0
          ? said(app, 'choose_some', { least, most })
          : said(app, 'choose_up_to', { most })
    const type = least === 1 && most === 1 ? 'radio' : 'checkbox'
    const options = group.modifiers.map((one) =>
      option(
        type,
        `g-${id}`,
        one,
        line?.modifierIds.includes(one.id) ?? false,
        one.price === 0 ? '' : `${one.price > 0 ? '+' : '\u2212'} ${money(app, Math.abs(one.price))}`,
      ),
    )
    sets.push(
      make(
        'fieldset',
        { class: 'field', 'data-group': id, 'data-least': String(least), 'data-most': String(most) },
        make('legend', {}, name, ' ', make('span', { class: 'group-rule' }, rule)),
        ...options,
        make('small', { class: 'bad', hidden: true, role: 'alert' }),
      ),
    )
  }
  return sets
}

/** Of a group no more can be chosen than there may be. */
export function limitChoices(): void {
  for (const set of document.querySelectorAll<HTMLElement>('#product-choices [data-group]')) {
    const boxes = [...set.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
    const isFull = boxes.filter((one) => one.checked).length >= Number(set.dataset.most)
    for (const box of boxes) {
      if (box.dataset.gone === undefined) box.disabled = isFull && !box.checked
    }
  }
}

/** What is asked for in the dialog now. */
export function chosen(app: App): { productId: string; product: BrowserProduct; line: BrowserLine; priceMinor: number } | null {
  const { id = '', milli = '1000' } = byId('product').dataset
  const product = app.data.products[id]
  if (!product) return null
  const checked = [...document.querySelectorAll<HTMLInputElement>('#product-choices input:checked')]
  const variant = product.variants.find((one) => one.id === checked.find(({ name }) => name === 'variant')?.value) ?? product.variants[0]
  if (!variant) return null
  const modifierIds = checked.filter(({ name }) => name !== 'variant').map(({ value }) => value)
  const modifiers = product.groups.flatMap((group) => app.data.groups[group]?.modifiers ?? []).filter((one) => modifierIds.includes(one.id))
  const quantityMilli = Number(milli)
  const line = {
    productId: id,
    variantId: variant.id,
    name: product.variants.length > 1 && variant.name ? `${product.name} (${variant.name})` : product.name,
    quantityMilli,
    modifierIds,
    note: byId<HTMLInputElement>('product-note').value.trim(),
  }
  const more = modifiers.reduce((sum, one) => sum + one.price, 0)
  return { productId: id, product, line, priceMinor: grossOf(variant.price, more, quantityMilli) }
}

export function previewPrice(app: App): void {
  const now = chosen(app)
  if (!now) return
  byId('product-price').textContent = money(app, now.priceMinor)
  byId('product-quantity').textContent = quantityIn(app, now.line.quantityMilli, now.product.unit)
}

export function stepProduct(app: App, presses: number): void {
  const dialog = byId('product')
  const step = app.data.products[dialog.dataset.id ?? '']?.step ?? 1000
  const milli = Number(dialog.dataset.milli) + presses * step
  if (milli < step || milli > 999 * 1000) return
  dialog.dataset.milli = String(milli)
  previewPrice(app)
}

/** False: something has still to be chosen, which is said where. */
export function addProduct(app: App): boolean {
  let isComplete = true
  for (const set of document.querySelectorAll<HTMLElement>('#product-choices [data-group]')) {
    const count = set.querySelectorAll('input:checked').length
    const least = Number(set.dataset.least)
    const place = set.querySelector<HTMLElement>('.bad')
    if (!place) continue
    place.hidden = count >= least
    place.textContent = count >= least ? '' : said(app, 'choose_more', { count: least - count })
    if (count < least && isComplete) {
      isComplete = false
      set.querySelector('input')?.focus()
    }
  }
  const now = chosen(app)
  if (!isComplete || !now) return false
  const { lines } = app.state.draft
  const isSame = (one: BrowserLine): boolean =>
    one.variantId === now.line.variantId &&
    one.note === now.line.note &&
    [...one.modifierIds].sort().join() === [...now.line.modifierIds].sort().join()
  if (app.editing !== null) lines.splice(app.editing, 1)
  const twin = lines.find(isSame)
  if (twin) twin.quantityMilli += now.line.quantityMilli
  else lines.splice(app.editing ?? lines.length, 0, now.line)
  byId<HTMLDialogElement>('product').close()
  announce(said(app, 'added', { name: now.line.name }))
  keepSoon(app, 0)
  return true
}
