import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import es from '../locales/es.json' with { type: 'json' }
import { getPromotion } from '#commerce/contract/promotion-api.ts'
import { CreatePromotion } from '#commerce/contract/promotion.ts'
import { draftOf, inputOf, newDraft, type Place } from '#commerce/web/promotions/promotion-draft.ts'
import { PromotionListPage } from '#commerce/web/promotions/promotion-list.page.tsx'
import { PromotionNotes } from '#web/ui/promotion-notes.tsx'
import { NewPromotionPage, PromotionPage } from '#commerce/web/promotions/promotion.page.tsx'
import { sentenceOf } from '#commerce/web/promotions/promotion-sentence.ts'
import { makeFormats } from '#web/i18n/formats.ts'
import { makeT } from '#web/i18n/i18n.tsx'
import { askedFor, refuse, type Answers } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const [id, baldes, bebidas] = ['a', 'b', 'c'].map((end) => `0193b3a0-0000-7000-8000-00000000000${end}`) as [string, string, string]
const brand = { id, name: 'El Gallo', logoUrl: null, color: '#c2410c', zone: 'UTC', currency: 'ARS', locale: 'es' as const }
const session = { permissions: ['commerce.read-catalogue', 'commerce.manage-promotions'], brands: [brand] }
const goods = (...categoryIds: string[]) => ({ categoryIds, productIds: [], variantIds: [], labels: [] })
const names = { [baldes]: 'Baldes', [bebidas]: 'Bebidas' }
const given = (about: object) => CreatePromotion.parse({ name: 'x', rule: { kind: 'order_percent', basisPoints: 1000 }, ...about })
const promotion = {
  ...given({
    name: 'Martes de baldes',
    rule: { kind: 'n_for_m', take: 2, pay: 1, goods: goods(baldes) },
    schedule: { slots: [{ weekday: 2 }] },
  }),
  id,
  currency: null,
  state: 'waiting',
  used: 3,
  spentMinor: 4_500_00,
  couponCount: 0,
  code: null,
  names,
  createdAt: '2026-11-01T12:00:00.000Z',
  archivedAt: null,
  version: 4,
  usesTotal: 10,
}
const quote = {
  currency: 'ARS',
  includesTax: true,
  priceListId: id,
  at: '2026-11-21T12:00:00.000Z',
  lines: [],
  taxes: [],
  subtotalMinor: 29_000_00,
  discountMinor: 14_500_00,
  deliveryMinor: 0,
  deliveryDiscountMinor: 0,
  netMinor: 0,
  taxMinor: 0,
  totalMinor: 14_500_00,
  promotions: [{ promotionId: id, name: 'Martes de baldes', amountMinor: 14_500_00, refusal: null, code: null }],
}
const product = {
  id,
  categoryId: baldes,
  name: 'Balde 8 piezas',
  labels: [],
  availability: 'all',
  hours: null,
  unit: 'piece',
  variantId: id,
}
const answers: Answers = {
  'GET /promotions': { items: [promotion] },
  'GET /promotions/:id': promotion,
  'GET /categories': { items: [{ id: baldes, parentId: null, name: 'Baldes', archivedAt: null }] },
  'GET /products': { items: [product], next: null },
  'POST /promotion-trials': quote,
}

const region = { language: 'es', country: 'AR', zone: 'America/Argentina/Cordoba', currency: 'ARS' } as const
const telling = {
  t: makeT('es-AR', { commerce: es } as never, region.zone),
  format: makeFormats(region),
  locale: 'es',
  nameOf: (one: string) => names[one as keyof typeof names],
}

test('a promotion is said as somebody would say it at the counter', () => {
  const all = { slots: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 1080, to: 1200 })) }
  const cases: [object, string][] = [
    [
      { rule: { kind: 'n_for_m', take: 2, pay: 1, goods: goods(baldes) }, schedule: { slots: [{ weekday: 2 }] } },
      'Los martes, 2x1 en Baldes',
    ],
    [
      { rule: { kind: 'percent', basisPoints: 3000, goods: goods(bebidas) }, schedule: all },
      'De lunes a viernes de 18:00 a 20:00, 30% de descuento en Bebidas',
    ],
    [
      { rule: { kind: 'nth_unit', nth: 2, basisPoints: 5000, goods: goods(baldes, bebidas) } },
      'La segunda unidad con 50% de descuento en Baldes y Bebidas',
    ],
    [{ rule: { kind: 'delivery', basisPoints: 10_000 }, minimum: { amountMinor: 25_000_00 } }, 'Envío gratis desde $ 25.000'],
    [
      { needsCoupon: true, isFirstPurchase: true, code: 'HOLA' },
      '10% de descuento en todo el pedido con el cupón HOLA en la primera compra',
    ],
    [
      {
        rule: {
          kind: 'combo',
          priceMinor: 22_000_00,
          parts: [
            { quantity: 1, goods: goods(baldes) },
            { quantity: 2, goods: goods(bebidas) },
          ],
        },
      },
      '1 × Baldes + 2 × Bebidas por $ 22.000',
    ],
    [
      { rule: { kind: 'price', priceMinor: 1_000_00, goods: { ...goods(), labels: ['oferta'] } }, doors: ['counter', 'phone'] },
      '“oferta” a $ 1.000 la unidad por mostrador y teléfono',
    ],
    [
      { schedule: { dayEndsAt: 120, slots: [{ weekday: 2 }, { weekday: 4 }] } },
      'Los martes y jueves (hasta las 02:00), 10% de descuento en todo el pedido',
    ],
  ]
  const plain = (text: string): string => text.replaceAll(/[\u202f\u00a0]/g, ' ').replaceAll(' %', '%')
  for (const [about, said] of cases)
    expect(plain(sentenceOf({ ...given(about), code: (about as { code?: string }).code ?? null }, telling))).toBe(said)
})

test('a form gives back the promotion that it was filled from', () => {
  const place: Place = { currency: 'ARS', zone: region.zone, dayOf: makeFormats(region).dayOf }
  const rules: object[] = [
    {
      rule: promotion.rule,
      schedule: {
        dayEndsAt: 60,
        slots: [
          { weekday: 1, from: 600, to: 0 },
          { weekday: 2, from: 600, to: 0 },
        ],
      },
    },
    { rule: { kind: 'combo', priceMinor: 0, parts: [{ quantity: 3, goods: goods(baldes) }] }, usesTotal: 4, budgetMinor: 1_234_50 },
    {
      rule: { kind: 'amount', amountMinor: 12_34, per: 'all', goods: goods() },
      minimum: { amountMinor: 5_00, quantityMilli: 1500, goods: goods(bebidas) },
    },
    {
      rule: { kind: 'percent', basisPoints: 1250, goods: goods() },
      startsAt: '2026-11-01T03:00:00.000Z',
      endsAt: '2026-12-01T03:00:00.000Z',
      stackingGroup: 'Especial',
      priority: 7,
    },
  ]
  for (const about of rules) {
    const one = given(about)
    expect(inputOf(draftOf({ ...promotion, ...one } as never, 'General', place), place)).toEqual({ ...one })
  }
  expect(inputOf({ ...newDraft('General'), name: 'x', pay: 2 }, place)).toBeNull()
  expect(inputOf({ ...newDraft('General'), name: 'x', isWeekly: true, spans: [{ days: [], from: '', to: '' }] }, place)).toBeNull()
})

test('the list says each promotion, whether it counts now and how much was used of it, and pauses it', async () => {
  const { user } = await render(<PromotionListPage />, {
    session,
    answers: { ...answers, 'PATCH /promotions/:id': { ...promotion, isPaused: true } },
    at: '/promociones',
    route: '/promociones',
  })
  expect(await screen.findByText('Los martes, 2x1 en Baldes')).toBeTruthy()
  for (const text of ['Fuera de horario', '3 de 10']) expect(screen.getAllByText(text)[0]).toBeTruthy()
  await user.click(screen.getAllByRole('button', { name: /Martes de baldes/ }).at(-1) as HTMLElement)
  await user.click(await screen.findByRole('menuitem', { name: 'Pausar' }))
  await waitFor(() => expect(askedFor().some(({ method, path }) => method === 'PATCH' && path.endsWith(id))).toBe(true))
})

test('without promotions the page offers to make the first one, and only to who may', async () => {
  const none = { 'GET /promotions': { items: [] } }
  const { unmount } = await render(<PromotionListPage />, { session, answers: none, at: '/promociones', route: '/promociones' })
  expect(await screen.findByText('Todavía no tenés promociones')).toBeTruthy()
  expect(screen.getAllByRole('link', { name: 'Nueva promoción' }).length).toBeGreaterThan(0)
  unmount()
  await render(<PromotionListPage />, {
    session: { permissions: ['commerce.read-catalogue'] },
    answers: none,
    at: '/promociones',
    route: '/promociones',
  })
  expect(await screen.findByText('Todavía no tenés promociones')).toBeTruthy()
  expect(screen.queryByRole('link', { name: 'Nueva promoción' })).toBeNull()
})

test('what is written is said and tried out while it is written, and what was typed stays when it is refused', async () => {
  const { user } = await render(<NewPromotionPage />, {
    session,
    answers: {
      ...answers,
      'POST /promotions': refuse(422, { code: 'commerce.promotion_scope_unknown', title: 'Una de las categorías ya no está.' }),
    },
    at: '/promociones/nueva',
    route: '/promociones/nueva',
  })
  expect(await screen.findByText('2x1 en todos los productos')).toBeTruthy()
  const preview = screen.getByRole('region', { name: 'Probala con un pedido' })
  expect(await within(preview).findAllByText(/14\.500$/, {}, { timeout: 5_000 })).toBeTruthy()
  expect(within(preview).getByText('Balde 8 piezas')).toBeTruthy()
  // What cannot be a promotion comes to nothing: the sum of the one before would be believed.
  const take = screen.getByRole('textbox', { name: 'Lleva' })
  await user.clear(take)
  expect(screen.getByText('Completá los datos para ver cómo queda.')).toBeTruthy()
  expect(within(preview).queryByText(/14\.500$/)).toBeNull()
  await user.type(take, '2')
  expect(await within(preview).findAllByText(/14\.500$/, {}, { timeout: 5_000 })).toBeTruthy()
  const name = screen.getByRole('textbox', { name: /^Nombre/ })
  await user.click(screen.getByRole('button', { name: 'Crear promoción' }))
  expect(await screen.findByText('Falta completarlo')).toBeTruthy()
  await user.type(name, 'Martes')
  await user.click(screen.getByRole('button', { name: 'Crear promoción' }))
  expect(await screen.findByText('Una de las categorías ya no está.')).toBeTruthy()
  expect((name as HTMLInputElement).value).toBe('Martes')
})

test('a promotion with coupons shows its codes, and says when one is taken', async () => {
  const coupon = { id, promotionId: id, code: 'HOLA', usesLimit: 5, used: 2, createdAt: '2026-11-01T12:00:00.000Z' }
  const { user } = await render(<PromotionPage />, {
    session,
    answers: {
      ...answers,
      'GET /promotions/:id': { ...promotion, needsCoupon: true, couponCount: 1, code: 'HOLA' },
      'GET /promotions/:id/coupons': { items: [coupon], next: null },
      'POST /promotions/:id/coupons': refuse(409, { code: 'commerce.coupon_taken', title: 'El código CHAU ya existe.' }),
    },
    at: `/promociones/${id}`,
    route: '/promociones/$id',
  })
  expect(await screen.findByText('2 de 5')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Agregar código' }))
  expect(screen.getByText('Falta completar este dato.')).toBeTruthy()
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Código' }))
  await user.type(screen.getByRole('textbox', { name: 'Código' }), 'chau')
  await user.click(screen.getByRole('button', { name: 'Agregar código' }))
  expect(await screen.findByText('El código CHAU ya existe.')).toBeTruthy()
  expect((screen.getByRole('textbox', { name: 'Código' }) as HTMLInputElement).value).toBe('CHAU')
})

test('what somebody is writing in a promotion stays when another one saves it, who is told of on saving', async () => {
  let saved: { name: string; version: number } = promotion
  const { user, queryClient } = await render(<PromotionPage />, {
    session,
    answers: {
      ...answers,
      'GET /promotions/:id': () => saved,
      'PATCH /promotions/:id': refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien la cambió.' }),
    },
    at: `/promociones/${id}`,
    route: '/promociones/$id',
  })
  await user.type(await screen.findByDisplayValue('Martes de baldes'), ' y papas')
  saved = { ...promotion, name: 'Miércoles de baldes', version: 5 }
  await act(() => queryClient.invalidateQueries({ queryKey: [getPromotion.path] }))
  expect(await screen.findByRole('heading', { name: 'Miércoles de baldes' })).toBeTruthy()
  expect(screen.getByDisplayValue('Martes de baldes y papas')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Alguien la cambió.')
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  await waitFor(() => expect(screen.getByDisplayValue('Miércoles de baldes')).toBeTruthy())
})

test('a ticket says what was taken off, what is missing, and why a coupon did nothing', async () => {
  const notes = [
    { promotionId: id, name: 'Martes de baldes', amountMinor: 1_450_00, refusal: null, code: null },
    { promotionId: id, name: 'Envío gratis', amountMinor: 0, refusal: 'not-enough', code: null, missingMinor: 800_00 },
    { promotionId: null, name: 'NADA', amountMinor: 0, refusal: 'unknown-coupon', code: 'NADA' },
  ]
  const { unmount } = await render(<PromotionNotes notes={notes} currency="ARS" />, { session, answers: {} })
  expect(screen.getByText(/Faltan .*800 para que se aplique/)).toBeTruthy()
  expect(screen.getByText('Ese cupón no existe')).toBeTruthy()
  expect(screen.getByText(/1\.450$/)).toBeTruthy()
  unmount()
  await render(<PromotionNotes notes={notes} currency="ARS" show="applied" />, { session, answers: {} })
  expect(screen.getAllByRole('listitem').length).toBe(1)
})
