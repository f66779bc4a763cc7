/** Who writes to a computer shop, and what about. */
export const story = {
  contactCount: 260,
  messageCount: 320,
  tags: ['Gamer', 'Estudiante', 'Garantía', 'Service'],
  companyTags: ['Empresa'],
  products: [
    ['notebook de 15', 899_000],
    ['monitor de 24', 229_000],
    ['celular de 128', 459_000],
    ['disco de 1 TB', 104_000],
  ] as const,
  labels: { garantia: 'Garantía', empresa: 'Empresa' },
  agents: { ventas: ['rocio', 'diego'] },
  weekday: [0.5, 1, 1, 1, 1, 1.1, 1.4],
  peaks: [
    { hour: 11.5, share: 0.4 },
    { hour: 18, share: 0.7 },
  ],
  dialogues: [
    {
      about: 'precio',
      channel: 'ventas',
      weight: 12,
      lines: [
        ['c', 'Hola, tienen {product}?|Buenas, qué precio tiene el {product}?|hola! sigue disponible el {product}?'],
        ['a', '¡Hola {name}! Sí, está en {price}, y por transferencia 10 % menos.'],
        ['c', 'Genial, paso a la tarde|Lo pienso y te aviso|Me lo podés guardar?'],
        ['a', 'Dale, te lo separo hasta mañana.|Perfecto, cualquier duda acá estamos.'],
      ],
    },
    {
      about: 'garantia',
      channel: 'ventas',
      weight: 4,
      lines: [
        ['c', 'Hola, compré un {product} y dejó de andar|Buenas, el {product} que llevé no prende'],
        ['a', 'Uy, {name}, qué macana. ¿Tenés la factura a mano? Está en garantía: traelo y lo revisamos en el día.'],
        ['c', 'Sí, la tengo. Mañana lo llevo'],
        ['n', 'Avisar a Iván: entra por garantía.'],
      ],
    },
    {
      about: 'empresa',
      channel: 'ventas',
      weight: 2,
      lines: [
        ['c', 'Buen día, necesitamos presupuesto por ocho {product} para la oficina'],
        ['a', 'Buen día, {name}. Se los paso con el precio de empresas, ¿factura A?'],
        ['c', 'Sí, por favor'],
      ],
    },
  ] as const,
  openDialogues: [
    { channel: 'ventas', minutesAgo: 6, assignee: null, lines: [['c', 'Hola, ¿el {product} lo tienen en stock para hoy?']] },
    {
      channel: 'ventas',
      minutesAgo: 45,
      assignee: 'rocio',
      label: 'Garantía',
      lines: [
        ['c', 'Hola, dejé la notebook ayer por la garantía, ¿hay novedades?'],
        ['a', 'Hola {name}, hoy a la tarde te confirma Iván.'],
        ['c', 'Buenísimo, quedo atento'],
      ],
    },
  ] as const,
}
