import type { ShopDraft } from '#orders/contract/shop.ts'
import { changeLine, drawBasket, keep, keepSoon } from '#orders/server/shop/browser/basket.ts'
import { fillForm, locate, place, readForm, showFields, valueOf } from '#orders/server/shop/browser/checkout.ts'
import type { App } from '#orders/server/shop/browser/data.ts'
import { byId, call, recalled, remember } from '#orders/server/shop/browser/kit.ts'
import { addProduct, limitChoices, openProduct, previewPrice, stepProduct } from '#orders/server/shop/browser/product.ts'

/** Where the page begins to listen. */
export function startShop(): void {
  document.documentElement.classList.add('js')
  const data = JSON.parse(byId('data').textContent ?? '{}') as App['data']
  const app: App = { data, state: recalled({ data }), answer: null, asked: 0, timer: 0, isPlacing: false, editing: null }
  listenToMenu(app)
  listenToProduct(app)
  listenToBasket(app)
  fillForm(app)
  showFields(app)
  drawBasket(app)
  void comeBack(app)
}

/** With a link from a message the basket is the one that was left, wherever that was; else the one of this device. */
export async function comeBack(app: App): Promise<void> {
  const address = new URL(location.href)
  const token = address.searchParams.get('canasta') ?? ''
  if (/^[\w-]{22}$/.test(token)) {
    const { status, body } = await call(app, 'GET', `/baskets/${token}`)
    const draft = status === 200 ? (body.draft as ShopDraft | null) : null
    if (draft) adopt(app, token, draft)
    address.searchParams.delete('canasta')
    history.replaceState(null, '', address)
  }
  if (app.state.draft.lines.length > 0) await keep(app)
}

export function adopt(app: App, token: string, draft: ShopDraft): void {
  const productOf = (variantId: string) =>
    Object.entries(app.data.products).find(([, { variants }]) => variants.some(({ id }) => id === variantId))
  const lines = draft.lines.map((line) => {
    const [productId = '', product] = productOf(line.variantId) ?? []
    return { ...line, productId, name: product && product.variants.length === 1 ? product.name : '' }
  })
  const { fulfilment, tableName } = app.state.draft
  app.state = {
    token,
    draft: { ...draft, lines, address: draft.address ?? app.state.draft.address, ...(app.data.table && { fulfilment, tableName }) },
  }
  remember(app)
  fillForm(app)
  drawBasket(app)
  byId<HTMLDialogElement>('basket').showModal()
}

export function listenToMenu(app: App): void {
  byId('carta').addEventListener('click', (event) => {
    const id = (event.target as Element).closest('.add')?.closest<HTMLElement>('.product')?.dataset.id
    if (id) openProduct(app, id, null)
  })
  const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const search = byId<HTMLInputElement>('q')
  search.addEventListener('input', () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean)
    let count = 0
    for (const section of document.querySelectorAll<HTMLElement>('.category')) {
      const title = plain(section.querySelector('h2')?.textContent ?? '')
      let here = 0
      for (const item of section.querySelectorAll<HTMLElement>('.product')) {
        const text = `${title} ${plain(item.textContent ?? '')}`
        item.hidden = !words.every((word) => text.includes(word))
        if (!item.hidden) here++
      }
      section.hidden = here === 0
      count += here
    }
    byId('nothing').hidden = count > 0
  })
  const links = [...document.querySelectorAll<HTMLAnchorElement>('nav a')]
  const watch = new IntersectionObserver(
    (entries) => {
      const seen = entries.find((entry) => entry.isIntersecting)?.target.id
      if (!seen) return
      for (const link of links) {
        if (link.hash === `#${seen}`) {
          link.setAttribute('aria-current', 'true')
          const list = link.closest('ul')
          list?.scrollTo({ left: link.offsetLeft - list.offsetLeft - 16 })
        } else link.removeAttribute('aria-current')
      }
    },
    { rootMargin: '-130px 0px -60% 0px' },
  )
  for (const section of document.querySelectorAll('.category')) watch.observe(section)
}

export function listenToProduct(app: App): void {
  const dialog = byId<HTMLDialogElement>('product')
  byId('product-less').addEventListener('click', () => stepProduct(app, -1))
  byId('product-more').addEventListener('click', () => stepProduct(app, 1))
  byId('product-choices').addEventListener('change', () => {
    limitChoices()
    previewPrice(app)
  })
  dialog.querySelector('form')?.addEventListener('submit', (event) => {
    event.preventDefault()
    addProduct(app)
  })
  for (const button of document.querySelectorAll('[data-close]')) button.addEventListener('click', () => button.closest('dialog')?.close())
}

export function listenToBasket(app: App): void {
  const dialog = byId<HTMLDialogElement>('basket')
  byId('bar').addEventListener('click', () => {
    dialog.showModal()
    void keep(app)
  })
  const form = dialog.querySelector('form')
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    void place(app)
  })
  form?.addEventListener('input', (event) => {
    if ((event.target as Element).id === 'coupon') return
    readForm(app)
    keepSoon(app)
  })
  byId('lines').addEventListener('click', (event) => {
    const { edit, remove } = (event.target as Element).closest<HTMLElement>('button')?.dataset ?? {}
    const line = app.state.draft.lines[Number(edit)]
    if (edit !== undefined && line) openProduct(app, line.productId, Number(edit))
    if (remove !== undefined) changeLine(app, Number(remove), -Number.MAX_SAFE_INTEGER)
  })
  const useCoupon = (): void => {
    const code = valueOf('coupon').toUpperCase()
    const { couponCodes } = app.state.draft
    if (code === '' || couponCodes.includes(code)) return
    app.state.draft.couponCodes = [...couponCodes, code].slice(-3)
    byId<HTMLInputElement>('coupon').value = ''
    keepSoon(app, 0)
  }
  byId('use-coupon').addEventListener('click', useCoupon)
  byId('coupon').addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    useCoupon()
  })
  byId('promotions').addEventListener('click', (event) => {
    const code = (event.target as HTMLElement).dataset.coupon
    if (code === undefined) return
    app.state.draft.couponCodes = app.state.draft.couponCodes.filter((one) => one !== code)
    keepSoon(app, 0)
  })
  document.getElementById('locate')?.addEventListener('click', () => locate(app))
  document.getElementById('offer-pickup')?.addEventListener('click', () => {
    const radio = document.querySelector<HTMLInputElement>('#basket input[name=fulfilment][value=pickup]')
    if (radio) radio.checked = true
    readForm(app)
    keepSoon(app, 0)
  })
  addEventListener('online', () => void keep(app))
}
