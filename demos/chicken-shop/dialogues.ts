/**
 * How people talk with a fried-chicken counter: data only. `c` is the customer, `a` the agent, `n` an internal note;
 * a third element is what the message is when it is more than its text; alternatives are separated by `|`, and `{product}`, `{price}`, `{street}`, `{number}`, `{minutes}`, `{name}`, `{hour}`
 * are filled in by the seed. `about` labels the conversation; `channel` says which number people use for it.
 */
export type Line = readonly [who: 'c' | 'a' | 'n', text: string, content?: object]
export type Dialogue = {
  about: 'pedido' | 'precio' | 'reclamo' | 'gracias' | 'consulta' | 'mayorista'
  channel: 'ventas' | 'delivery'
  weight: number
  lines: readonly Line[]
}

export const products = [
  ['combo clásico', 9_800],
  ['balde familiar de 12 piezas', 31_500],
  ['balde de 8 piezas', 22_400],
  ['alitas picantes x 10', 11_900],
  ['sánguche crispy', 8_700],
  ['combo crispy con papas', 11_200],
  ['papas rústicas grandes', 5_700],
  ['tiras de pechuga x 6', 9_300],
  ['ensalada coleslaw', 3_400],
] as const

export const dialogues: readonly Dialogue[] = [
  {
    about: 'pedido',
    channel: 'delivery',
    weight: 14,
    lines: [
      ['c', 'Hola! Hacen envíos hoy?|Buenas, están con delivery?|holaa, siguen tomando pedidos?'],
      ['a', '¡Hola {name}! Sí, hasta las 0:30. ¿Qué te preparo?|Hola {name}, sí. ¿Qué te mando?'],
      [
        'c',
        'Quiero un {product} y una coca de litro y medio|Mandame un {product}, sin picante por favor|2 {product} porfa, uno bien picante',
      ],
      ['a', 'Dale. Son {price} con el envío. ¿A qué dirección?|Perfecto, te queda en {price} con envío incluido. ¿Me pasás la dirección?'],
      ['c', '{street} {number}, timbre 2|{street} {number} casi esquina, es la casa de rejas negras|{street} {number}, 3ro B'],
      ['a', 'Listo, en unos {minutes} minutos está por allá. ¿Pagás en efectivo o transferís?'],
      ['c', 'Efectivo, con cambio de 50 mil|Transfiero ahora|En efectivo justo'],
      ['a', 'Buenísimo. ¡Ya sale!|Anotado, gracias {name}.'],
    ],
  },
  {
    about: 'pedido',
    channel: 'ventas',
    weight: 12,
    lines: [
      ['c', 'Buenas! Te encargo un {product} para retirar a las {hour}|Hola, puedo pasar a buscar un {product} tipo {hour}?'],
      ['a', '¡Hola! Sí, a las {hour} te lo tengo listo. Son {price}. ¿A nombre de {name}?'],
      ['c', 'Sí, gracias!|Exacto 🙌|Si, voy yo o mi hermano'],
      ['a', 'Listo, te esperamos.'],
    ],
  },
  {
    about: 'precio',
    channel: 'ventas',
    weight: 12,
    lines: [
      ['c', 'Hola cuánto sale el {product}?|precio del {product}?|Buenas, a cuánto está el {product}'],
      ['a', 'Hola {name}, está {price}. ¿Te preparo uno?|¡Hola! El {product} está {price} y sale con salsa a elección.'],
      ['c', 'Ahh ok, gracias, cualquier cosa te aviso|Dale, después te escribo|Joya, lo hablo con mi señora y te confirmo'],
    ],
  },
  {
    about: 'precio',
    channel: 'ventas',
    weight: 7,
    lines: [
      ['c', 'Hola, tienen la promo del martes todavía?|sigue el 2x1 del combo clasico?|Buenas tardes qué promos hay hoy?'],
      [
        'a',
        'Sí, los martes 2x1 en combo clásico. Hoy además el balde de 12 sale con gaseosa de regalo.|El 2x1 es los martes. Hoy tenés el balde familiar con papas grandes por {price}.',
      ],
      ['c', 'Uh qué bueno, guardame uno para las {hour}|Genial! mañana paso entonces'],
      ['a', 'Hecho. ¡Te esperamos!'],
    ],
  },
  {
    about: 'reclamo',
    channel: 'delivery',
    weight: 5,
    lines: [
      [
        'c',
        'Hola, hace más de una hora que pedí y no llega|Che el pedido no llegó todavía, van {minutes} min|Me llegó frío el pedido y faltó una gaseosa',
      ],
      ['a', 'Perdón {name}, ya lo averiguo con el reparto y te digo en un minuto.'],
      ['n', 'Hablé con el cadete: se cruzó con otro pedido de la misma cuadra. Sale ahora con una porción de papas de regalo.'],
      ['a', 'Ya está en camino, llega en {minutes} minutos. Va con unas papas de regalo por la demora.'],
      ['c', 'Bueno, gracias por avisar|Ok. La próxima avisen antes|Dale, gracias'],
      ['a', 'Tenés razón, disculpanos.'],
    ],
  },
  {
    about: 'reclamo',
    channel: 'ventas',
    weight: 4,
    lines: [
      [
        'c',
        'Buenas, me cobraron dos veces con la tarjeta|Hola, me vino el combo sin la salsa que pedí|El {product} vino con picante y pedí SIN picante, lo come un nene',
      ],
      ['a', 'Lamento el error, {name}. ¿Me pasás una foto del ticket así lo resolvemos hoy?'],
      ['c', 'Ahí te la mando|No lo tengo, fue el sábado a la noche tipo {hour}'],
      ['a', 'Gracias. Te lo reponemos sin cargo en tu próximo pedido, ya quedó anotado a tu nombre.'],
    ],
  },
  {
    about: 'gracias',
    channel: 'delivery',
    weight: 6,
    lines: [
      ['c', 'Llegó todo bárbaro, riquísimo 😋|Un 10 el pollo chicos, gracias!|Excelente todo, muy amable el chico del delivery'],
      ['a', '¡Qué alegría leer eso! Gracias {name}.|¡Gracias a vos! Le paso el mensaje a la cocina.'],
    ],
  },
  {
    about: 'consulta',
    channel: 'ventas',
    weight: 8,
    lines: [
      ['c', 'Hola! Hasta qué hora abren hoy?|Abren los domingos al mediodía?|Buenas, a qué hora abren?'],
      ['a', 'Hoy de 11:30 a 15 y de 19:30 a 0:30.|Los domingos abrimos de 11:30 a 15:30 y a la noche desde las 19:30.'],
      ['c', 'Gracias!|Genial, gracias|👍'],
    ],
  },
  {
    about: 'consulta',
    channel: 'ventas',
    weight: 6,
    lines: [
      ['c', 'Hola tienen algo sin TACC?|Tenés opciones para celíacos?|hay algo vegetariano?'],
      [
        'a',
        'Por ahora el pollo lleva rebozado con harina, pero las papas rústicas y la ensalada van aparte y son aptas.|Tenemos ensaladas y papas rústicas. Estamos probando un rebozado sin TACC para el mes que viene.',
      ],
      ['c', 'Ah buenísimo, avisame cuando esté|Gracias por la sinceridad!'],
      ['a', 'Te dejo anotado y te avisamos, {name}.'],
    ],
  },
  {
    about: 'consulta',
    channel: 'delivery',
    weight: 5,
    lines: [
      ['c', 'Llegan hasta barrio Jardín?|hacen envio a Nueva Córdoba?|Hola, mandan a Alta Córdoba? {street} {number}'],
      ['a', 'Sí, llegamos. El envío a esa zona sale $ 1.800 y tarda unos {minutes} minutos.'],
      ['c', 'Perfecto, te hago el pedido a la noche|Ok genial!'],
    ],
  },
  {
    about: 'mayorista',
    channel: 'ventas',
    weight: 4,
    lines: [
      [
        'c',
        'Buenas tardes, quería presupuesto para un cumpleaños de 25 chicos|Hola, hacen viandas para empresas? somos {minutes} personas',
      ],
      ['a', '¡Hola {name}! Sí. ¿Para qué día y con entrega o retiro?'],
      ['c', 'El sábado que viene con entrega en {street} {number}|De lunes a viernes al mediodía, con factura'],
      ['a', 'Por esa cantidad te hago 8 % de descuento: te queda en $ 118.000 con papas y bebida. ¿Te mando el detalle?'],
      ['n', 'Clienta frecuente: 6 pedidos en 3 meses. Se le puede dar hasta 10 %.'],
      ['c', 'Dale, pasamelo y lo confirmo mañana|Me sirve! Lo consulto y te digo'],
      ['a', 'Perfecto, te lo reservo hasta mañana a la tarde.'],
    ],
  },
  {
    about: 'pedido',
    channel: 'delivery',
    weight: 6,
    lines: [
      ['c', 'lo de siempre porfa 🙏|Hola! Lo de siempre a {street} {number}'],
      ['a', '¡Hola {name}! {product} sin picante y una gaseosa, ¿no? Son {price}.'],
      ['c', 'Siii|Exacto, ya te transfiero'],
      ['a', 'Sale en {minutes} minutos.'],
    ],
  },
]

/** Conversations that are going on when somebody first opens the demo: each inbox group has something to show. */
export const openDialogues: readonly {
  about: Dialogue['about']
  channel: Dialogue['channel']
  minutesAgo: number
  assignee: string | null
  label?: string
  lines: readonly Line[]
  /** What the same person wrote to another number of the shop meanwhile. */
  also?: { channel: Dialogue['channel']; minutesAgo: number; lines: readonly Line[] }
}[] = [
  {
    about: 'mayorista',
    channel: 'ventas',
    minutesAgo: 21,
    assignee: 'julia',
    label: 'Mayorista',
    lines: [
      ['c', 'Hola! Quería encargar para el sábado, cumpleaños de 25 personas'],
      ['a', '¡Hola {name}! Te hago 8 % por ser clienta de la casa. La mitad va sin picante. ¿A qué dirección lo enviamos?'],
      ['c', '¡Genial! A Obispo Trejo 1180, Nueva Córdoba'],
      ['n', 'Clienta frecuente: 6 pedidos en 3 meses. Se le puede dar hasta 10 %.'],
      ['c', 'Perfecto, ¿me confirmás el total con el envío?'],
    ],
  },
  {
    about: 'reclamo',
    channel: 'delivery',
    minutesAgo: 44,
    assignee: null,
    label: 'Reclamo',
    lines: [
      ['c', 'Buenas noches'],
      ['c', 'El pedido llegó frío y faltó una gaseosa'],
    ],
  },
  { about: 'consulta', channel: 'ventas', minutesAgo: 9, assignee: null, lines: [['c', '¿Tienen opción sin TACC?']] },
  {
    about: 'pedido',
    channel: 'delivery',
    minutesAgo: 6,
    assignee: null,
    lines: [
      ['c', 'Hola! me mandan 2 baldes de 8 a {street} {number}?'],
      ['c', 'uno sin picante'],
    ],
  },
  {
    about: 'pedido',
    channel: 'ventas',
    minutesAgo: 14,
    assignee: 'julia',
    lines: [
      ['c', 'Hola! Quiero pedir para esta noche'],
      [
        'a',
        '¿Cómo lo querés recibir?',
        {
          kind: 'interactive',
          interactive: {
            type: 'buttons',
            header: 'Pollos El Gallo',
            body: '¿Cómo lo querés recibir?',
            footer: 'Hoy atendemos hasta las 0:30',
            buttons: [
              { id: 'retiro', title: 'Paso a retirar' },
              { id: 'envio', title: 'Que me lo traigan' },
            ],
          },
        },
      ],
      ['c', 'Que me lo traigan', { kind: 'choice', from: 'button', id: 'envio', title: 'Que me lo traigan', description: null }],
      [
        'c',
        'Con mucha salsa aparte, gracias',
        {
          kind: 'order',
          catalogId: '309500000000001',
          note: 'Con mucha salsa aparte, gracias',
          lines: [
            { sku: 'BALDE-12', quantity: 1, price: { amountMinor: 3_150_000, currency: 'ARS' } },
            { sku: 'PAPAS-G', quantity: 2, price: { amountMinor: 570_000, currency: 'ARS' } },
            { sku: 'GASEOSA-15', quantity: 2, price: { amountMinor: 320_000, currency: 'ARS' } },
          ],
        },
      ],
    ],
  },
  { about: 'precio', channel: 'ventas', minutesAgo: 3, assignee: 'paula', lines: [['c', 'Buenas, cuánto sale el balde familiar?']] },
  {
    about: 'pedido',
    channel: 'delivery',
    minutesAgo: 34,
    assignee: 'lautaro',
    lines: [
      ['c', 'Ya transferí los {price}'],
      ['a', '¡Recibido! Sale en {minutes} minutos.'],
      ['c', 'Listo, te mando el comprobante'],
    ],
  },
  {
    about: 'gracias',
    channel: 'ventas',
    minutesAgo: 58,
    assignee: 'julia',
    lines: [
      ['c', 'Dale, gracias por la info!'],
      ['a', 'De nada, {name}. ¡Te esperamos!'],
    ],
  },
  {
    about: 'pedido',
    channel: 'ventas',
    minutesAgo: 125,
    assignee: 'paula',
    lines: [
      ['c', 'Me guardás un combo familiar con la promo?'],
      ['a', 'Sí, te reservé el combo familiar con la promo. ¿A qué hora pasás?'],
    ],
  },
  {
    about: 'pedido',
    channel: 'delivery',
    minutesAgo: 185,
    assignee: 'lautaro',
    lines: [
      ['c', 'A las 21 llegan?'],
      ['a', '¿Te sirve que lo enviemos a las 21:15?'],
    ],
    also: {
      channel: 'ventas',
      minutesAgo: 160,
      lines: [
        ['c', 'Hola, les escribo acá también: 21:15 está perfecto'],
        ['a', '¡Anotado! Sale a las 21:15.'],
      ],
    },
  },
  {
    about: 'mayorista',
    channel: 'ventas',
    minutesAgo: 240,
    assignee: 'julia',
    label: 'Colegio',
    lines: [
      ['c', 'Buen día, somos de un colegio, ¿hacen menú para 40 chicos?'],
      ['a', 'Les paso dos menús alternativos para que elijan. ¿Qué día sería?'],
    ],
  },
]
