/** Today's orders, each where it is by now. */
export const ordersToday = {
  by: 'mateo',
  stations: [] as string[],
  told: ['confirmed', 'on_the_way'],
  orders: [
    {
      customer: 10,
      minutesAgo: 160,
      door: 'whatsapp',
      fulfilment: 'delivery',
      address: 'Achával Rodríguez 310, Güemes',
      items: [{ key: 'avena', quantity: 2 }, { key: 'miel' }, { key: 'yerba', quantity: 2 }],
      steps: [
        { state: 'preparing', minutesAgo: 150 },
        { state: 'ready', minutesAgo: 110 },
        { state: 'on_the_way', minutesAgo: 80 },
      ],
      paid: 'transfer',
    },
    {
      customer: 11,
      minutesAgo: 55,
      door: 'whatsapp',
      fulfilment: 'pickup',
      items: [{ key: 'detergente', quantity: 2 }, { key: 'esponja' }],
      steps: [{ state: 'preparing', minutesAgo: 40 }],
    },
    {
      customer: 12,
      minutesAgo: 9,
      door: 'whatsapp',
      fulfilment: 'pickup',
      state: 'received',
      items: [{ key: 'shampoo' }, { key: 'cepillo' }],
    },
  ],
}
