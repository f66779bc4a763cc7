/** Today's orders, in every state, and how the shop works on them. Items are keys of the menu; `asked` names its modifiers. */
const mild = ['Sin picante']

export const ordersToday = {
  by: 'paula',
  stations: ['Parrilla', 'Freidora', 'Barra'],
  /** Told to customers in the usual words. */
  told: ['confirmed', 'on_the_way', 'ready'],
  orders: [
    {
      customer: 0,
      minutesAgo: 126,
      door: 'whatsapp',
      fulfilment: 'delivery',
      address: 'Bv. Illia 412, Nueva Córdoba',
      items: [
        { key: 'combo-familiar', asked: mild },
        { key: 'flan', quantity: 2 },
      ],
      steps: [
        { state: 'preparing', minutesAgo: 120 },
        { state: 'ready', minutesAgo: 99 },
        { state: 'on_the_way', minutesAgo: 95 },
        { state: 'delivered', minutesAgo: 71 },
      ],
      paid: 'cash',
    },
    {
      customer: 1,
      minutesAgo: 88,
      door: 'phone',
      fulfilment: 'pickup',
      items: [{ key: 'pollo-entero', asked: ['Bien picante', 'Chimichurri'] }, { key: 'papas grandes' }],
      steps: [
        { state: 'preparing', minutesAgo: 84 },
        { state: 'ready', minutesAgo: 66 },
        { state: 'delivered', minutesAgo: 58 },
      ],
      paid: 'card',
    },
    {
      customer: 2,
      minutesAgo: 61,
      door: 'whatsapp',
      fulfilment: 'delivery',
      address: 'Obispo Trejo 877, Centro',
      items: [{ key: 'combo-pareja', asked: mild }],
      steps: [{ state: 'cancelled', minutesAgo: 57, reason: 'Pidió dos veces por error' }],
    },
    {
      customer: 3,
      minutesAgo: 44,
      door: 'whatsapp',
      fulfilment: 'delivery',
      address: 'Av. Vélez Sarsfield 1540, depto. 3 B, Güemes',
      items: [
        { key: 'balde-12', asked: mild },
        { key: 'papas grandes', quantity: 2 },
        { key: 'coca 1500', quantity: 2 },
      ],
      steps: [
        { state: 'preparing', minutesAgo: 41 },
        { state: 'ready', minutesAgo: 19 },
        { state: 'on_the_way', minutesAgo: 14 },
      ],
      paid: 'transfer',
    },
    {
      customer: 4,
      minutesAgo: 31,
      door: 'counter',
      fulfilment: 'pickup',
      items: [{ key: 'medio-pollo', asked: mild }, { key: 'ensalada' }],
      steps: [
        { state: 'preparing', minutesAgo: 29 },
        { state: 'ready', minutesAgo: 6 },
      ],
    },
    {
      customer: 5,
      minutesAgo: 22,
      door: 'whatsapp',
      fulfilment: 'delivery',
      address: 'Achával Rodríguez 216, Güemes',
      note: 'Tocar fuerte el timbre: no anda bien.',
      items: [
        { key: 'pollo-entero', asked: ['Apenas picante'], note: 'Trozado' },
        { key: 'papas-cheddar' },
        { key: 'limonada', quantity: 2 },
      ],
      steps: [{ state: 'preparing', minutesAgo: 15 }],
      prepared: ['papas-cheddar'],
    },
    {
      minutesAgo: 12,
      door: 'counter',
      fulfilment: 'table',
      table: 'Mesa 4',
      items: [
        { key: 'sandwich', asked: [...mild, 'Extra queso'], quantity: 2 },
        { key: 'papas chicas', quantity: 2, note: 'Bien crocantes' },
        { key: 'agua', quantity: 2 },
      ],
    },
    {
      customer: 6,
      minutesAgo: 5,
      door: 'phone',
      fulfilment: 'delivery',
      address: 'Independencia 1203, Nueva Córdoba',
      items: [{ key: 'balde-8', asked: ['Bien picante'] }, { key: 'ensalada' }, { key: 'coca 1500' }],
    },
    {
      customer: 7,
      minutesAgo: 2,
      door: 'whatsapp',
      fulfilment: 'pickup',
      state: 'received',
      items: [{ key: 'crispy', asked: mild, quantity: 2 }],
    },
  ],
}
