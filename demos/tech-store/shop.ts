import { menu } from './menu.ts'
import { ordersToday } from './orders.ts'

const pesos = (whole: number): number => whole * 100

/** A computer shop: data only. Few lines, high amounts, Hot Sale in May and the end of the year. */
export const shop = {
  slug: 'tech-store',
  organization: {
    name: 'Nodo Tecno',
    locale: 'es',
    zone: 'America/Argentina/Cordoba',
    currency: 'ARS',
    country: 'AR',
    lineOfBusiness: 'retail',
    brand: { name: 'Nodo Tecno', color: '#4338ca' },
  },
  password: 'cables-y-teclados',
  people: [
    { key: 'diego', name: 'Diego Funes', email: 'diego@nodotecno.example', preset: 'owner', team: 'Ventas' },
    { key: 'rocio', name: 'Rocío Bustos', email: 'rocio@nodotecno.example', preset: 'team-agent', team: 'Ventas' },
    { key: 'ivan', name: 'Iván Ledesma', email: 'ivan@nodotecno.example', preset: 'team-agent', team: 'Servicio técnico' },
  ],
  teams: ['Ventas', 'Servicio técnico'],
  channels: [
    {
      key: 'ventas',
      name: 'Ventas',
      phoneNumberId: '109500000000003',
      wabaId: '209500000000003',
      displayPhone: '+1 809 555 0192',
      team: 'Ventas',
    },
  ],
  cannedReplies: [
    { shortcut: 'hola', title: 'Saludo', text: '¡Hola {{clientName}}! Soy {{agentName}}, de {{companyName}}. ¿Qué andás buscando?' },
    {
      shortcut: 'garantia',
      title: 'Garantía',
      text: 'Todo tiene un año de garantía con la factura. Traelo al local o te lo retiramos nosotros.',
    },
    { shortcut: 'cuotas', title: 'Formas de pago', text: 'Efectivo o transferencia con 10 % menos, o con tarjeta al precio de lista.' },
  ],
  tags: ['Gamer', 'Empresa', 'Estudiante', 'Garantía', 'Service'],
  menu,
  prices: {
    wholesale: { name: 'Empresas', basisPoints: -800, from: 5, customers: 4 },
    rise: { name: 'Lista de octubre', basisPoints: 600, daysAgo: 38 },
    monthly: { basisPoints: 210, months: 18 },
    scheduled: { name: 'Lista de diciembre', basisPoints: 400, inDays: 9 },
  },
  promotions: [
    {
      daysAgo: 50,
      name: 'Segundo periférico a mitad de precio',
      rule: { kind: 'nth_unit', nth: 2, basisPoints: 5_000 },
      categories: ['Periféricos'],
    },
    { daysAgo: 30, name: 'Envío gratis', rule: { kind: 'delivery', basisPoints: 10_000 }, minimum: { amountMinor: pesos(200_000) } },
  ],
  deliveryZones: [
    {
      name: 'Córdoba capital',
      area: { kind: 'radius', latitude: -31.4167, longitude: -64.1833, meters: 9_000, names: ['Centro', 'Nueva Córdoba', 'Alta Córdoba'] },
      feeMinor: pesos(4_500),
      minutes: 240,
    },
    {
      name: 'Sierras chicas',
      area: { kind: 'neighbourhoods', names: ['Villa Allende', 'Mendiolaza', 'Unquillo', 'Río Ceballos'] },
      feeMinor: pesos(9_800),
      minutes: 1_440,
    },
  ],
  ordersToday,
  stock: {
    by: 'diego',
    counts: 'rocio',
    warehouse: 'Depósito',
    daysAgo: 20,
    items: [
      { key: 'notebook-15', cost: pesos(690_000), came: 14, atShop: 8, point: 6, upTo: 18 },
      { key: 'notebook-gamer', cost: pesos(1_480_000), came: 4, atShop: 3, point: 5, upTo: 8 },
      { key: 'celular-128', cost: pesos(340_000), came: 22, atShop: 15, point: 10, upTo: 30 },
      { key: 'monitor-24', cost: pesos(168_000), came: 16, atShop: 10, point: 6, upTo: 20 },
      { key: 'mouse', cost: pesos(9_800), came: 80, atShop: 50, point: 30, upTo: 120 },
      { key: 'auriculares', cost: pesos(27_000), came: 18, atShop: 12, point: 20, upTo: 60 },
      { key: 'ssd 1tb', cost: pesos(72_000), came: 30, atShop: 20, point: 12, upTo: 40 },
    ],
    onItsWay: { hoursAgo: 4, key: 'mouse', quantity: 10 },
    lastCount: { name: 'Conteo del mes', daysAgo: 6, off: [{ key: 'mouse', by: -2 }] },
    openCount: { name: 'Vitrina', minutesAgo: 40, counted: ['celular-128', 'auriculares'] },
  },
  purchases: {
    by: 'diego',
    suppliers: [
      {
        key: 'mayorista',
        name: 'Distribuidora Andina',
        email: 'ventas@andina.example',
        termsDays: 30,
        leadDays: 4,
        items: [
          { key: 'notebook-15', code: 'NB15', unit: 'unidad', holds: 1, price: pesos(690_000), before: pesos(650_000) },
          { key: 'notebook-gamer', code: 'NBG', unit: 'unidad', holds: 1, price: pesos(1_480_000) },
          { key: 'auriculares', code: 'AU-10', unit: 'caja', holds: 10, price: pesos(270_000) },
          { key: 'mouse', code: 'MO-20', unit: 'caja', holds: 20, price: pesos(196_000) },
        ],
      },
    ],
    orders: [
      {
        supplier: 'mayorista',
        daysAgo: 18,
        lines: [['notebook-15', 4] as [string, number], ['mouse', 2] as [string, number]],
        received: { daysAgo: 13, document: 'R-0004-00001207' },
        bill: { daysAgo: 13, number: 'A-0004-00001207', paidDaysAgo: 2 },
      },
    ],
  },
} as const
