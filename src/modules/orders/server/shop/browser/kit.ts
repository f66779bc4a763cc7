import type { App, BrowserState } from '#orders/server/shop/browser/data.ts'

/** Functions of the page in the browser. Each is sent as it stands here, so that none may use what is outside of them but one another. */

export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T
}

/** An element; whatever people or the server wrote becomes text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  given: Record<string, string | boolean> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(given)) {
    if (value === true) element.setAttribute(name, '')
    else if (value !== false) element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

export function money(app: App, minor: number): string {
  const { locale, currency, digits } = app.data
  const style = { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } as const
  return new Intl.NumberFormat(locale, style).format(minor / 10 ** digits)
}

export function said(app: App, word: keyof App['data']['words'], values: Record<string, string | number> = {}): string {
  return app.data.words[word].replaceAll(/\[(\w+)\]/g, (_whole, name: string) => String(values[name] ?? ''))
}

export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

export function emptyState(app: Pick<App, 'data'>): BrowserState {
  const { table, fulfilments } = app.data
  const fulfilment = table ? 'table' : (fulfilments.find((one) => one !== 'table') ?? 'pickup')
  return {
    token: newToken(),
    draft: {
      lines: [],
      couponCodes: [],
      fulfilment: fulfilment as 'delivery',
      address: { text: '', notes: '', neighbourhood: '', zoneId: null, latitude: null, longitude: null },
      tableName: table,
      wantedAt: null,
      name: '',
      phone: '',
      wantsReminder: false,
      note: '',
      paymentMethod: null,
      paysWithMinor: null,
    },
  }
}

/** What the device kept; a new basket where it kept nothing, or nothing that can be read. */
export function recalled(app: Pick<App, 'data'>): BrowserState {
  const fresh = emptyState(app)
  try {
    const kept = JSON.parse(localStorage.getItem(`yapa-tienda:${app.data.slug}`) ?? 'null') as BrowserState | null
    if (!kept || !/^[\w-]{22}$/.test(kept.token) || !Array.isArray(kept.draft.lines)) return fresh
    const draft = { ...fresh.draft, ...kept.draft, wantedAt: null }
    const isOffered = draft.fulfilment !== 'table' && app.data.fulfilments.includes(draft.fulfilment)
    if (app.data.table || !isOffered) draft.fulfilment = fresh.draft.fulfilment
    draft.tableName = app.data.table
    return { token: kept.token, draft }
  } catch {
    return fresh
  }
}

export function remember(app: App): void {
  try {
    localStorage.setItem(`yapa-tienda:${app.data.slug}`, JSON.stringify(app.state))
  } catch {
    // A window that keeps nothing: the basket lasts as long as the page.
  }
}

export type Answered = { status: number; body: Record<string, unknown> & { title?: string; code?: string } }

/** `status` 0: there was no answer. */
export async function call(app: App, method: string, path: string, body?: unknown): Promise<Answered> {
  try {
    const answer = await fetch(`/api/v1/public-shops/${app.data.slug}${path}`, {
      method,
      credentials: 'omit',
      headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as Answered['body'] }
  } catch {
    return { status: 0, body: {} }
  }
}

/** Said aloud by screen readers, and shown for a moment. */
export function announce(text: string): void {
  const place = byId('said')
  place.replaceChildren(make('span', {}, text))
  setTimeout(() => {
    if (place.textContent === text) place.replaceChildren()
  }, 2500)
}
