/** What the shop offers. Amounts in cents; days are counted back from today. Categories by their name on the menu. */
const pesos = (whole: number) => whole * 100
const evenings = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 18 * 60, to: 20 * 60 }))

export const promotions = [
  {
    daysAgo: 45,
    name: 'Aniversario',
    rule: { kind: 'order_amount', amountMinor: pesos(3_000) },
    minimum: { amountMinor: pesos(15_000) },
    startsDaysAgo: 44,
    endsDaysAgo: 30,
  },
  {
    daysAgo: 40,
    name: 'Martes de baldes',
    rule: { kind: 'n_for_m', take: 2, pay: 1 },
    categories: ['Baldes'],
    // The kitchen closes half an hour after midnight: what is ordered by then is Tuesday's.
    schedule: { dayEndsAt: 60, slots: [{ weekday: 2 }] },
    stackingGroup: 'General',
  },
  {
    daysAgo: 38,
    name: 'Happy hour',
    rule: { kind: 'percent', basisPoints: 3_000 },
    categories: ['Bebidas'],
    schedule: { slots: evenings },
    stackingGroup: 'General',
  },
  {
    daysAgo: 30,
    name: 'Bienvenida',
    rule: { kind: 'order_percent', basisPoints: 1_000 },
    needsCoupon: true,
    isFirstPurchase: true,
    usesPerCustomer: 1,
    mostMinor: pesos(5_000),
    codes: ['BIENVENIDA'],
  },
  {
    daysAgo: 20,
    name: 'Envío gratis',
    rule: { kind: 'delivery', basisPoints: 10_000 },
    minimum: { amountMinor: pesos(28_000) },
  },
  {
    daysAgo: 10,
    name: 'La segunda de postre a mitad de precio',
    rule: { kind: 'nth_unit', nth: 2, basisPoints: 5_000 },
    categories: ['Postres'],
    usesTotal: 100,
    isPaused: true,
  },
] as const
