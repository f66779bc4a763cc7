/**
 * What the shop counts: its chickens, its pieces and its drinks. What is made of them takes them when it is sold. Keys are those
 * of the menu; amounts are whole units, costs of one of them.
 */
const pesos = (amount: number): number => amount * 100

export const stock = {
  by: 'julia',
  counts: 'paula',
  warehouse: 'Depósito',
  daysAgo: 20,
  /** Approved messages for who looks after stock and for who waits for something, by their names. */
  notices: {
    keeper: { template: 'aviso_de_stock', values: { 'body:1': '{{aviso}}' } },
    waiting: { template: 'volvio_al_menu', values: { 'body:1': '{{nombre}}', 'body:2': '{{producto}}' } },
  },
  items: [
    { key: 'pollo-entero', cost: pesos(7_900), came: 84, atShop: 60, point: 90, upTo: 240 },
    { key: 'pieza', cost: pesos(1_100), came: 260, atShop: 200, point: 300, upTo: 600 },
    { key: 'coca 500', cost: pesos(1_150), came: 240, atShop: 96, point: 48, upTo: 240 },
    { key: 'coca 1500', cost: pesos(2_400), came: 360, atShop: 180, point: 60, upTo: 360 },
    { key: 'coca-zero 500', cost: pesos(1_150), came: 120, atShop: 60, point: 24, upTo: 120 },
    { key: 'coca-zero 1500', cost: pesos(2_400), came: 120, atShop: 60, point: 24, upTo: 120 },
    { key: 'sprite', cost: pesos(2_300), came: 120, atShop: 48, point: 24, upTo: 120 },
    { key: 'fanta', cost: pesos(2_300), came: 120, atShop: 48, point: 24, upTo: 120 },
    { key: 'agua', cost: pesos(650), came: 240, atShop: 120, point: 48, upTo: 240 },
    { key: 'agua-gas', cost: pesos(650), came: 30, atShop: 30, point: 72, upTo: 120 },
    {
      key: 'ipa',
      cost: pesos(2_900),
      came: 96,
      atShop: 72,
      point: 24,
      upTo: 96,
      lots: [
        { code: 'L2611', share: 24, days: 9 },
        { code: 'L2702', share: 72, days: 120 },
      ],
    },
  ],
  /** What is made of what is counted, and how much of it. */
  recipes: [
    { key: 'medio-pollo', parts: [['pollo-entero', 0.5] as [string, number]] },
    { key: 'cuarto-pollo', parts: [['pollo-entero', 0.25] as [string, number]] },
    { key: 'balde-8', parts: [['pieza', 8] as [string, number]] },
    { key: 'balde-12', parts: [['pieza', 12] as [string, number]] },
    { key: 'crispy', parts: [['pieza', 3] as [string, number]] },
  ],
  /** Left the warehouse this morning and is not received yet. */
  onItsWay: { hoursAgo: 3, key: 'sprite', quantity: 24 },
  /** Counted and approved some days ago; and one that is under way, blind. */
  lastCount: {
    name: 'Conteo del lunes',
    daysAgo: 6,
    off: [
      { key: 'agua', by: -3 },
      { key: 'coca 1500', by: -1 },
      { key: 'fanta', by: 1 },
    ],
  },
  openCount: { name: 'Heladera del mostrador', minutesAgo: 35, counted: ['coca 500', 'agua', 'agua-gas'] },
}
