/** How customers go on, by what the business said last. Words in braces are filled in by people.ts. */

export type Cue =
  | 'greeting'
  | 'asks-what'
  | 'asks-address'
  | 'asks-payment'
  | 'asks-time'
  | 'asks-name'
  | 'asks-order-number'
  | 'asks-detail'
  | 'asks-to-confirm'
  | 'price'
  | 'no-stock'
  | 'has-stock'
  | 'hours'
  | 'apology'
  | 'wait'
  | 'on-the-way'
  | 'sends-something'
  | 'goodbye'
  | 'other'

/** Signs of each cue in what the business wrote, without accents and in lower case; the first that matches counts. */
export const cues: readonly [Cue, RegExp][] = [
  [
    'asks-to-confirm',
    /confirmas|te parece bien|lo confirmamos|estas de acuerdo|lo dejo asi|avanzamos|te lo preparo\?|queres que te lo|te sirve/,
  ],
  ['asks-order-number', /numero (de|del) pedido|codigo de pedido|nro de pedido|que pedido (es|era)/],
  ['asks-address', /direccion|a donde (te )?(lo|la)?|domicilio|que calle|entre que calles|piso|departamento|ubicacion/],
  ['asks-payment', /como (queres|vas a|preferis) (pagar|abonar)|efectivo o|forma de pago|medio de pago|transferencia o|pagas con/],
  ['asks-name', /a nombre de|tu nombre|quien retira|como te llamas/],
  ['asks-time', /a que hora|para que hora|que horario te|cuando (pasas|lo queres|retiras)|para que dia/],
  [
    'asks-what',
    /que (te )?(gustaria|queres pedir|vas a pedir)|cuantas? (piezas|personas|porciones|baldes)|cual (combo|preferis|queres)|que combo|cuantos son/,
  ],
  ['asks-detail', /una foto|que paso|contame|que (te )?falto|me podes decir|podrias pasarme/],
  ['apology', /disculp|perdon|lamentamos|lamento|te pedimos|reponemos|te reintegr|devolvemos/],
  ['on-the-way', /en camino|ya salio|salio (el|tu)|esta saliendo|llega en|repartidor (va|esta|salio)|listo para retirar|te esperamos/],
  ['no-stock', /no nos queda|no tenemos|se (nos )?(termino|acabo)|agotad|sin stock|no quedan?|por hoy no/],
  ['wait', /un (momento|minuto|segundo)|dame (un|unos)|ya te (confirmo|digo|aviso)|lo consulto|aguard|enseguida/],
  ['price', /\$ ?\d|pesos|sale \d|te queda en|el total|sin cargo|gratis|descuento/],
  ['hours', /abrimos|cerramos|hasta las \d|de \d+ a \d+|todos los dias|los (lunes|martes|miercoles|jueves|viernes|sabados|domingos)/],
  ['sends-something', /te (paso|mando|dejo|comparto) (el|la|los|las|un|una)|aca (esta|tenes)|adjunt|link|http/],
  ['has-stock', /si,? (tenemos|hay|nos queda)|tenemos|nos quedan?|claro que si|hay stock|llegamos a|hacemos envios/],
  ['goodbye', /que (lo |la )?disfrut|buen provecho|gracias (por|a vos)|hasta luego|nos vemos|que tengas|estamos para|cualquier cosa/],
  ['greeting', /en que (te )?(puedo|podemos)|como (te )?(puedo|podemos) ayudar|hola|buenas|bienvenid/],
]

export const replies: Record<Exclude<Cue, 'greeting' | 'other'>, readonly string[]> = {
  'asks-what': [
    '{producto} y {bebida}',
    '{cantidad} de {producto}, porfa',
    'Dale, {producto} con {extra}',
    'Somos {personas}, ¿qué alcanza?',
    'El más grande que tengas',
    'Mitad picante y mitad no, por los chicos',
    'Poneme {producto} y después veo si sumo algo',
    'Lo que vos me recomiendes, confío',
    'Con {producto} me alcanza, como solo jaja',
  ],
  'asks-address': [
    '{direccion}',
    'Es en {direccion}, {barrio}',
    '{direccion}, el portón negro',
    '{direccion}, toquen timbre fuerte que no se escucha',
    'Te paso: {direccion}. Es un edificio, bajo yo',
    '{barrio}, {direccion}. Entre la plaza y la farmacia',
    'A la misma de la otra vez, {direccion}',
    'Paso a buscarlo, no hace falta envío',
  ],
  'asks-payment': [
    'Efectivo',
    'Transferencia, ¿me pasás el alias?',
    'Con débito si puede ser',
    'Mercado Pago',
    'Efectivo, pero no tengo cambio, ¿llevan?',
    'Ahí te transfiero y te mando el comprobante',
    'Pago cuando retiro',
    '¿Con transferencia hay descuento?',
  ],
  'asks-time': [
    'A las {hora}',
    'Tipo {hora}, ¿llegan?',
    'Lo antes posible, tengo un hambre bárbara',
    'Paso a las {hora} más o menos',
    'Para las {hora}, pero si es un ratito antes mejor',
    'Cuando puedan, estoy en casa',
    'Mañana al mediodía',
  ],
  'asks-name': ['A nombre de {nombre}', '{nombre}', 'Poné {nombre}, retira mi marido', '{nombre}, soy cliente de siempre'],
  'asks-order-number': [
    'Es el {numero}',
    '{numero}',
    'No lo tengo a mano, lo pedí a las {hora}',
    'El {numero}, a nombre de {nombre}',
    'Creo que {numero}, fue por la web',
  ],
  'asks-detail': [
    'Faltó {bebida} y las papas vinieron frías',
    'Ahí te mando la foto',
    'Pedí {producto} y me trajeron otra cosa',
    'Tardó {minutos} minutos y llegó todo desarmado',
    'Ya te dije, vino sin {extra}',
    'Lo pedí por acá mismo, fijate más arriba',
  ],
  'asks-to-confirm': [
    'Sí, dale',
    'Confirmado!',
    'De una',
    'Perfecto, mandalo',
    'Sí, pero sumale {extra}',
    'Dale, ¿cuánto demora?',
    'Sí porfa, gracias',
    'Esperá que pregunto en casa y te digo',
    'Mejor sin {extra}, ¿cuánto queda?',
    'Joya, hacelo',
  ],
  price: [
    'Dale, me sirve',
    'Buenísimo, mandame uno',
    'Uh, subió bastante. ¿Hay algo más barato?',
    'Ok, ¿y con {extra} cuánto sería?',
    '¿Ese precio es con el envío?',
    'Perfecto, ¿cómo te pago?',
    '¿Me hacés algún descuentito si llevo dos?',
    'Gracias, lo pienso y te aviso',
    'Bárbaro. Anotame {producto} entonces',
    '¿Y en efectivo queda igual?',
    'Un poco caro pero bueno, es rico jaja. Dale',
  ],
  'no-stock': [
    'Uh, qué lástima. ¿Y {producto}?',
    '¿Cuándo vuelven a tener?',
    'Bueno, ¿qué me ofrecés en su lugar?',
    'Ah no, entonces dejalo, gracias',
    'Ok, cambialo por {producto}',
    'No pasa nada, otra vez será',
    'Siempre lo mismo los {dia}',
  ],
  'has-stock': [
    'Genial, entonces quiero {producto}',
    'Bien! ¿A cuánto está?',
    'Buenísimo, ¿me lo guardás?',
    'Dale, ¿cuánto demora el envío a {barrio}?',
    'Perfecto, paso a las {hora}',
    'Ah joya. ¿Y {bebida} tienen?',
    '¿Es picante?',
  ],
  hours: [
    'Buenísimo, gracias!',
    'Perfecto, paso a las {hora}',
    'Ah llego justo. ¿Puedo dejar pedido {producto}?',
    '¿Y los {dia} también?',
    'Dale, gracias. Más tarde te escribo',
    'Uh, no llego. Mañana entonces',
  ],
  apology: [
    'Bueno, gracias por responder',
    'Ok, pero ¿me lo mandan de nuevo o me devuelven la plata?',
    'No pasa nada, son cosas que pasan',
    'Dale, espero entonces',
    'Está bien, pero la próxima fíjense por favor',
    'Gracias por hacerse cargo, así da gusto',
    'Sinceramente es la segunda vez',
    '¿En cuánto llega lo que falta?',
  ],
  wait: ['Dale, espero', 'Ok', 'Sí, tranqui', 'Bueno, avisame', '👍', 'Dale pero no te cuelgues jaja'],
  'on-the-way': [
    'Genial, gracias!',
    'Buenísimo, lo espero en la puerta',
    'Dale, ¿cuánto le falta más o menos?',
    'Joya 🙌',
    'Ahí bajo',
    'Perfecto, voy saliendo para allá',
    'Que traiga cambio de {billete} porfa',
  ],
  'sends-something': [
    'Gracias, ahora miro',
    'Recibido! Quiero {producto}',
    'Genial, ¿y {bebida} cuánto sale?',
    'No me abre el link, ¿me lo pasás por acá?',
    'Perfecto, gracias por la info',
    'Vi el menú, me tientan las alitas. ¿Pican mucho?',
  ],
  goodbye: ['Gracias a vos!', 'Igualmente, saludos', '🙏', 'Gracias! Siempre un diez', 'Abrazo!', 'Gracias, riquísimo todo'],
}

/** When the greeting only asks what they want, they say it again, shorter. */
export const restated: Record<string, readonly string[]> = {
  price: ['Quería saber el precio de {producto}', 'Los precios, nada más', 'Eso, ¿cuánto está {producto}?'],
  stock: ['Si tenían {producto}', '¿Les queda {producto} o no?', 'Saber si hay {producto} para hoy'],
  order: ['Quiero pedir {producto} y {bebida}', '{cantidad} de {producto} para {barrio}', 'Hacer un pedido: {producto}'],
  hours: ['Hasta qué hora atienden hoy', 'Si abren los {dia}', 'El horario, porfa'],
  claim: ['Por el pedido {numero}, faltó {bebida}', 'Por un pedido que no llegó', 'Que me resuelvan lo del pedido {numero}'],
  delivery: ['Si llegan a {barrio}', 'Cuánto sale el envío a {barrio}', 'El costo del envío hasta {direccion}'],
  event: ['Un presupuesto para {personas}', 'Es para un cumple, somos {personas}', 'Viandas para {personas}'],
}

/** Nothing that we recognise was said: they push their own matter on. */
export const pushes: Record<string, readonly string[]> = {
  price: ['¿Y el balde de 12 a cuánto está?', 'Dale, ¿me pasás el precio final?', '¿Con envío cuánto queda?'],
  stock: ['¿Pero hay o no hay?', 'Ok, ¿me guardás uno?', '¿Para mañana van a tener?'],
  order: ['Dale, ¿cuánto es en total?', 'Sumale {bebida} porfa', '¿En cuánto está?', 'Perfecto, ¿te paso la dirección?'],
  hours: ['Dale, gracias. ¿Y los {dia}?', 'Ah bueno, paso más tarde'],
  claim: ['¿Y entonces qué hacemos?', 'Espero una solución, gracias', '¿Me lo pueden reponer hoy?'],
  delivery: ['Dale, ¿y cuánto demora?', '¿Hay mínimo de compra?', 'Buenísimo, entonces pido'],
  event: ['¿Me mandás el presupuesto por acá?', '¿Hay que dejar seña?', '¿Incluye platos y eso?'],
}

/** Nobody answered the last thing they wrote. */
export const impatient: readonly string[] = [
  '?',
  'Hola?',
  '¿Siguen ahí?',
  'Che, ¿me contestás?',
  'Necesito saber porfa',
  '¿Hay alguien?',
  'Bueno, si no pueden avisame y pido en otro lado',
  'Disculpá que insista, es para hoy',
  '👀',
]

/** The matter is settled. */
export const thanks: readonly string[] = [
  'Genial, gracias!',
  'Mil gracias!',
  'Buenísimo, gracias por todo',
  'Dale, gracias genia',
  'Gracias, crack',
  'Muchas gracias, saludos!',
  'Perfecto, gracias 🙌',
  'Gracias! Después les cuento qué tal',
  'Llegó todo perfecto, riquísimo',
  'Re amables, gracias',
]
