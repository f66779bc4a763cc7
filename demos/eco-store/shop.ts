import { menu } from './menu.ts'
import { ordersToday } from './orders.ts'

const pesos = (whole: number): number => whole * 100

/** A shop of goods by weight and refills: data only. Its customers have the same again every month. */
export const shop = {
  slug: 'eco-store',
  organization: {
    name: 'Raíz Almacén',
    locale: 'es',
    zone: 'America/Argentina/Cordoba',
    currency: 'ARS',
    country: 'AR',
    lineOfBusiness: 'retail',
    brand: { name: 'Raíz Almacén', color: '#15803d' },
  },
  password: 'yerba-y-granola',
  people: [
    { key: 'lucia', name: 'Lucía Peralta', email: 'lucia@raizalmacen.example', preset: 'owner', team: 'Almacén' },
    { key: 'mateo', name: 'Mateo Vega', email: 'mateo@raizalmacen.example', preset: 'team-agent', team: 'Almacén' },
    { key: 'abril', name: 'Abril Quiroga', email: 'abril@raizalmacen.example', preset: 'team-agent', team: 'Reparto' },
  ],
  teams: ['Almacén', 'Reparto'],
  channels: [
    {
      key: 'pedidos',
      name: 'Pedidos',
      phoneNumberId: '109500000000004',
      wabaId: '209500000000004',
      displayPhone: '+1 809 555 0193',
      team: 'Almacén',
    },
  ],
  cannedReplies: [
    { shortcut: 'hola', title: 'Saludo', text: '¡Hola {{clientName}}! Soy {{agentName}}, de {{companyName}}. ¿Qué te preparamos?' },
    {
      shortcut: 'envases',
      title: 'Envases',
      text: 'Traé tus frascos y los llenamos; si pedís con envío, retiramos los vacíos la próxima vez.',
    },
    {
      shortcut: 'mensual',
      title: 'Pedido de todos los meses',
      text: 'Si querés te lo dejamos armado todos los meses: lo cambiás o lo salteás cuando quieras.',
    },
  ],
  tags: ['Todos los meses', 'Sin TACC', 'Vegano', 'Oficina'],
  menu,
  prices: {
    wholesale: { name: 'Compras comunitarias', basisPoints: -1_000, from: 5, customers: 3 },
    rise: { name: 'Precios de octubre', basisPoints: 450, daysAgo: 42 },
    monthly: { basisPoints: 200, months: 18 },
    scheduled: { name: 'Precios de diciembre', basisPoints: 350, inDays: 9 },
  },
  promotions: [
    { daysAgo: 60, name: 'Recargas', rule: { kind: 'percent', basisPoints: 1_000 }, categories: ['Limpieza a granel'] },
    { daysAgo: 40, name: 'Envío gratis', rule: { kind: 'delivery', basisPoints: 10_000 }, minimum: { amountMinor: pesos(45_000) } },
  ],
  deliveryZones: [
    {
      name: 'Güemes y alrededores',
      area: {
        kind: 'radius',
        latitude: -31.4254,
        longitude: -64.1925,
        meters: 3_500,
        names: ['Güemes', 'Nueva Córdoba', 'Centro', 'Alberdi'],
      },
      feeMinor: pesos(1_500),
      minutes: 180,
    },
    {
      name: 'Zona norte',
      area: { kind: 'neighbourhoods', names: ['Alta Córdoba', 'Cofico', 'Cerro de las Rosas', 'Villa Belgrano'] },
      feeMinor: pesos(2_800),
      minimumMinor: pesos(20_000),
      minutes: 360,
    },
  ],
  ordersToday,
  stock: {
    by: 'lucia',
    counts: 'mateo',
    warehouse: 'Depósito',
    daysAgo: 20,
    items: [
      { key: 'yerba', cost: pesos(3_900), came: 90, atShop: 50, point: 40, upTo: 120 },
      { key: 'aceite', cost: pesos(6_900), came: 18, atShop: 12, point: 24, upTo: 60 },
      { key: 'miel', cost: pesos(4_800), came: 40, atShop: 24, point: 16, upTo: 48 },
      { key: 'shampoo', cost: pesos(3_700), came: 36, atShop: 24, point: 12, upTo: 48 },
      { key: 'cepillo', cost: pesos(1_500), came: 14, atShop: 14, point: 20, upTo: 60 },
    ],
    onItsWay: { hoursAgo: 3, key: 'miel', quantity: 6 },
    lastCount: { name: 'Conteo del mes', daysAgo: 6, off: [{ key: 'yerba', by: -1 }] },
    openCount: { name: 'Góndola', minutesAgo: 30, counted: ['shampoo', 'cepillo'] },
  },
} as const
