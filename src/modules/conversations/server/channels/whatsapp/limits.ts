/** A value beyond what the provider takes: `limit` names it (`buttons.title`), `max` and `actual` in its own unit. */
export type Breach = { limit: keyof typeof LIMITS | 'required' | 'format'; where: string; max: number; actual: number }

/** Characters unless the name says otherwise. Data, because the provider changes them. */
export const LIMITS = {
  'callback-data': 512,
  'text.body': 4096,
  'media.caption': 1024,
  'media.link': 2000,
  'document.file-name': 240,
  'location.name': 1000,
  'location.address': 1000,
  'contacts.count': 257,
  'interactive.body': 1024,
  'interactive.header': 60,
  'interactive.footer': 60,
  'buttons.count': 3,
  'buttons.id': 256,
  'buttons.title': 20,
  'list.button': 20,
  'list.sections': 10,
  'list.section-title': 24,
  'list.rows': 10,
  'list.row-id': 200,
  'list.row-title': 24,
  'list.row-description': 72,
  'link-button.text': 20,
  'link-button.url': 2000,
  'product-list.sections': 10,
  'product-list.products': 30,
  'flow.text': 20,
  'carousel.cards': 10,
  'carousel.card-body': 160,
  'template.name': 512,
  'template.parameter': 1024,
  'template.code': 15,
} as const

export type Limit = keyof typeof LIMITS

/** Collects every breach of one message, so that the form can show them all at once. */
export type Checker = {
  breaches: Breach[]
  /** Cut at UTF-16 units: at least as strict as the provider, whichever way it counts emoji. */
  text(limit: Limit, where: string, value: string | undefined, required?: boolean): void
  count(limit: Limit, where: string, actual: number, min?: number): void
  format(where: string, isValid: boolean): void
}

export function checker(): Checker {
  const breaches: Breach[] = []
  return {
    breaches,
    text(limit, where, value, required = true) {
      if (value === undefined && !required) return
      const actual = value?.length ?? 0
      if (required && (value ?? '').trim() === '') breaches.push({ limit: 'required', where, max: LIMITS[limit], actual: 0 })
      else if (actual > LIMITS[limit]) breaches.push({ limit, where, max: LIMITS[limit], actual })
    },
    count(limit, where, actual, min = 1) {
      if (actual < min) breaches.push({ limit: 'required', where, max: LIMITS[limit], actual })
      else if (actual > LIMITS[limit]) breaches.push({ limit, where, max: LIMITS[limit], actual })
    },
    format(where, isValid) {
      if (!isValid) breaches.push({ limit: 'format', where, max: 0, actual: 0 })
    },
  }
}
