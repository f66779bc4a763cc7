/**
 * How the shop sells. Goods are keys of the menu, what sells most first; `asks` are the choices that come with them. Customers
 * come back and stay away as BG/NBD says (weeks); shares are of all orders.
 */
const hot = ['Sin picante', 'Sin picante', 'Apenas picante', 'Bien picante']

export const trade = {
  months: 18,
  /** Of nobody who is known, on an average day at the end. */
  strangersPerDay: 7,
  /** The first so many contacts of the shop, as they are listed. */
  customers: { count: 370, r: 0.8, alpha: 2, a: 0.7, b: 4.5 },
  growth: 0.65,
  offsetHours: -3,
  peaks: [
    { hour: 12.5, share: 0.35, minutes: 50 },
    { hour: 21.5, share: 0.55, minutes: 50 },
  ],
  otherwise: { from: 11.5, to: 23.9 },
  /** From Sunday on; Tuesdays are two for one. */
  weekdays: [1.6, 0.75, 1.3, 0.85, 1, 1.6, 1.6],
  /** By the number of the month, 1 to 12. */
  seasons: { 1: 0.9, 2: 0.95, 12: 1.25 } as Record<number, number>,
  /** The third Sunday of October. */
  feast: { month: 10, weekday: 0, nth: 3, factor: 1.8 },
  rain: { share: 0.22, factor: 1.15 },
  moreLines: 1.4,
  goods: [
    { key: 'pollo-entero', asks: hot },
    { key: 'combo-pareja', asks: hot },
    { key: 'balde-8', asks: hot },
    { key: 'papas grandes' },
    { key: 'coca 1500' },
    { key: 'combo-familiar', asks: hot },
    { key: 'crispy', asks: hot },
    { key: 'medio-pollo', asks: hot },
    { key: 'sandwich', asks: hot },
    { key: 'balde-12', asks: hot },
    { key: 'papas-cheddar' },
    { key: 'hamburguesa', asks: hot },
    { key: 'alitas 16', asks: hot },
    { key: 'sprite' },
    { key: 'papas chicas' },
    { key: 'ensalada' },
    { key: 'combo-solo', asks: hot },
    { key: 'agua' },
    { key: 'nuggets' },
    { key: 'limonada' },
    { key: 'quilmes' },
    { key: 'flan' },
    { key: 'suprema' },
    { key: 'cuarto-pollo', asks: hot },
    { key: 'coca-zero 1500' },
    { key: 'alioli' },
    { key: 'helado' },
    { key: 'ensalada-rusa' },
    { key: 'ipa' },
    { key: 'arroz' },
  ],
  /** On the day of the week that they are two for one; how many times likelier. */
  offer: { weekday: 2, goods: ['balde-8', 'balde-12'], factor: 5, quantity: 2 },
  pairs: [
    { with: 'pollo-entero', also: 'papas grandes', chance: 0.45 },
    { with: 'hamburguesa', also: 'papas chicas', chance: 0.6 },
    { with: 'sandwich', also: 'papas chicas', chance: 0.4 },
    { with: 'balde-12', also: 'coca 1500', chance: 0.5 },
    { with: 'balde-8', also: 'coca 1500', chance: 0.35 },
  ],
  /** `by`: who took it, by the key of the person; nobody where it took itself. `known`: of customers, and of strangers. */
  doors: [
    { door: 'whatsapp', fulfilment: 'delivery', by: ['paula', 'lautaro', 'julia'], known: 34, strangers: 2 },
    { door: 'whatsapp', fulfilment: 'pickup', by: ['paula', 'camila'], known: 26, strangers: 3 },
    { door: 'phone', fulfilment: 'pickup', by: ['camila', 'julia'], known: 16, strangers: 14 },
    { door: 'phone', fulfilment: 'delivery', by: ['julia'], known: 6, strangers: 5 },
    { door: 'counter', fulfilment: 'pickup', by: ['paula', 'camila', 'julia'], known: 14, strangers: 55 },
    { door: 'counter', fulfilment: 'table', by: ['camila'], known: 4, strangers: 24 },
  ],
  paidBy: [
    { method: 'cash', weight: 46 },
    { method: 'transfer', weight: 34 },
    { method: 'card', weight: 20 },
  ],
  minutes: { confirm: 2, prepare: 19, deliver: 24 },
  cancelled: {
    share: 0.04,
    reasons: [
      { text: 'El cliente se arrepintió', weight: 5 },
      { text: 'Demoraba mucho', weight: 4 },
      { text: 'Pidió dos veces por error', weight: 2 },
      { text: 'No contestó al confirmar', weight: 3 },
      { text: 'No había lo que quería', weight: 2 },
    ],
  },
  claims: {
    share: 0.08,
    reasons: [
      { text: 'Llegó frío', weight: 5 },
      { text: 'Vino equivocado', weight: 4 },
      { text: 'Faltaba en el pedido', weight: 4 },
      { text: 'No le gustó', weight: 1 },
    ],
  },
} as const
