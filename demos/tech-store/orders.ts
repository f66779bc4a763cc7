/** Today's orders, each where it is by now. */
export const ordersToday = {
  by: 'rocio',
  stations: [] as string[],
  told: ['confirmed', 'ready'],
  orders: [
    {
      customer: 0,
      minutesAgo: 150,
      door: 'whatsapp',
      fulfilment: 'delivery',
      address: 'Bv. San Juan 640, Centro',
      items: [{ key: 'monitor-24' }],
      steps: [
        { state: 'preparing', minutesAgo: 140 },
        { state: 'ready', minutesAgo: 90 },
        { state: 'on_the_way', minutesAgo: 60 },
      ],
      paid: 'transfer',
    },
    {
      customer: 1,
      minutesAgo: 70,
      door: 'counter',
      fulfilment: 'pickup',
      items: [{ key: 'notebook-15', asked: ['Instalación y puesta a punto'] }, { key: 'mouse' }],
      steps: [{ state: 'preparing', minutesAgo: 60 }],
      paid: 'card',
    },
    { customer: 2, minutesAgo: 12, door: 'whatsapp', fulfilment: 'pickup', state: 'received', items: [{ key: 'ssd 1tb' }] },
  ],
}
