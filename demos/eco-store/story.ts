/** Who writes to a shop of goods by weight, and what about. */
export const story = {
  contactCount: 200,
  messageCount: 300,
  tags: ['Todos los meses', 'Sin TACC', 'Vegano'],
  companyTags: ['Oficina'],
  products: [
    ['mix de frutos secos', 16_400],
    ['aceite de oliva', 11_900],
    ['café en grano', 12_800],
    ['granola de la casa', 9_800],
  ] as const,
  labels: { mensual: 'Todos los meses' },
  agents: { pedidos: ['mateo', 'lucia'] },
  weekday: [0.15, 1, 0.9, 1, 1, 1.2, 1.5],
  peaks: [
    { hour: 11, share: 0.5 },
    { hour: 18.5, share: 0.5 },
  ],
  dialogues: [
    {
      about: 'mensual',
      channel: 'pedidos',
      weight: 8,
      lines: [
        [
          'c',
          'Hola! Este mes sumale {product} a mi pedido|Buenas, este mes no voy a estar, ¿lo podemos saltear?|hola, ¿cuándo me toca el pedido?',
        ],
        ['a', '¡Hola {name}! Dale, ya lo dejé anotado.'],
        ['c', 'Gracias!|Genial, gracias'],
      ],
    },
    {
      about: 'precio',
      channel: 'pedidos',
      weight: 10,
      lines: [
        ['c', 'Hola, a cuánto está el kilo de {product}?|Buenas, tienen {product}?'],
        ['a', 'Hola {name}, sí: {price}. Si traés tu frasco te lo llenamos.'],
        ['c', 'Buenísimo, paso a la tarde'],
      ],
    },
    {
      about: 'envases',
      channel: 'pedidos',
      weight: 3,
      lines: [
        ['c', 'Hola, ¿retiran los frascos vacíos?'],
        ['a', 'Sí, {name}. Dejalos a mano y se los lleva quien hace el reparto.'],
      ],
    },
  ] as const,
  openDialogues: [
    { channel: 'pedidos', minutesAgo: 8, assignee: null, lines: [['c', 'Hola, ¿el pedido de este mes puede ir con una miel más?']] },
    {
      channel: 'pedidos',
      minutesAgo: 70,
      assignee: 'lucia',
      label: 'Todos los meses',
      lines: [
        ['c', 'Hola, quiero armar un pedido de todos los meses, ¿cómo es?'],
        ['a', 'Hola {name}. Me decís qué llevás y qué día te queda bien, y nosotros lo armamos siempre. Lo cambiás cuando quieras.'],
        ['c', 'Dale, te paso la lista'],
      ],
    },
  ] as const,
}
