const pesos = (amount: number): number => amount * 100

/** Whom the shop buys from, and the last weeks of it. */
export const purchases = {
  by: 'julia',
  orderNotice: { template: 'orden_de_compra', values: { 'body:1': '{{proveedor}}', 'body:2': '{{orden}}', 'body:3': '{{negocio}}' } },
  suppliers: [
    {
      key: 'bebidas',
      name: 'Bebidas del Centro',
      email: 'pedidos@bebidascentro.example',
      termsDays: 15,
      leadDays: 3,
      items: [
        { key: 'coca 1500', code: 'CC15', unit: 'pack', holds: 6, price: pesos(15_600), before: pesos(14_400) },
        { key: 'coca 500', code: 'CC05', unit: 'pack', holds: 12, price: pesos(15_000) },
        { key: 'sprite', code: 'SP15', unit: 'pack', holds: 6, price: pesos(14_900), before: pesos(13_800) },
        { key: 'fanta', code: 'FA15', unit: 'pack', holds: 6, price: pesos(14_900) },
      ],
    },
    {
      key: 'avicola',
      name: 'Avícola San Cayetano',
      email: 'pedidos@sancayetano.example',
      termsDays: 7,
      leadDays: 1,
      items: [
        { key: 'pollo-entero', code: 'PE-20', unit: 'cajón', holds: 20, price: pesos(158_000), before: pesos(149_000) },
        { key: 'pieza', code: 'PZ-60', unit: 'caja', holds: 60, price: pesos(66_000) },
      ],
    },
    {
      key: 'aguas',
      name: 'Aguas de la Sierra',
      email: 'ventas@aguassierra.example',
      termsDays: 0,
      leadDays: 2,
      items: [
        { key: 'agua', code: 'A500', unit: 'bulto', holds: 12, price: pesos(8_600), before: pesos(7_900) },
        { key: 'agua-gas', code: 'G500', unit: 'bulto', holds: 12, price: pesos(8_600) },
      ],
    },
    {
      key: 'postres',
      name: 'La Lechera Postres',
      email: 'hola@lalechera.example',
      termsDays: 30,
      leadDays: 5,
      items: [
        { key: 'flan', code: 'FL-10', unit: 'bandeja', holds: 10, price: pesos(9_500) },
        { key: 'helado', code: 'HE-8', unit: 'balde', holds: 8, price: pesos(52_000) },
      ],
    },
  ],
  orders: [
    {
      supplier: 'bebidas',
      daysAgo: 29,
      lines: [['coca 1500', 10] as [string, number], ['sprite', 4] as [string, number]],
      received: { daysAgo: 26, document: 'R-0001-00018824' },
      bill: { daysAgo: 26, number: 'A-0003-00018824', paidDaysAgo: 12 },
    },
    {
      supplier: 'aguas',
      daysAgo: 23,
      lines: [['agua', 6] as [string, number], ['agua-gas', 3] as [string, number]],
      received: { daysAgo: 21, document: 'R-0002-00000931' },
      bill: { daysAgo: 21, number: 'B-0002-00000931' },
    },
    {
      supplier: 'postres',
      daysAgo: 16,
      lines: [['flan', 4] as [string, number]],
      received: { daysAgo: 11, document: 'R-0001-00000377' },
      bill: { daysAgo: 11, number: 'A-0001-00000377' },
    },
    {
      supplier: 'bebidas',
      daysAgo: 6,
      lines: [['coca 1500', 12] as [string, number], ['coca 500', 6] as [string, number], ['fanta', 4] as [string, number]],
      received: { daysAgo: 2, document: 'R-0001-00018990', only: [8, 6, 0] },
    },
    { supplier: 'aguas', daysAgo: 1, lines: [['agua', 8] as [string, number]] },
    { supplier: 'postres', daysAgo: 0, lines: [['flan', 3] as [string, number]], isDraft: true },
  ],
}
