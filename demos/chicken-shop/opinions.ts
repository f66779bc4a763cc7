/** How people felt attended at a fried-chicken counter: data only. Comments by the score that they came with. */
export const survey = {
  by: 'julia',
  asks: {
    name: 'Satisfacción',
    kind: 'csat',
    language: 'es',
    texts: {
      question: '¿Cómo estuvo tu pedido en El Gallo?',
      good: '¡Gracias! Nos alegra un montón.',
      middle: '¡Gracias! La próxima va a salir mejor.',
      bad: 'Gracias por decirlo, y perdón. Hoy te escribe alguien del equipo.',
      followUp: '¿Qué fue lo que más pesó en tu puntaje?',
    },
    // An hour later: the pot is empty and nobody is asked with the food in their mouth.
    delayMinutes: 60,
    expiresHours: 72,
    isActive: true,
  },
  answers: {
    percent: 62,
    commentPercent: 48,
    weights: { 5: 54, 4: 24, 3: 11, 2: 6, 1: 5 },
    comments: {
      5: [
        'Llegó calentito y súper rápido',
        'El mejor pollo del barrio, lejos',
        'Un amor quien me atendió',
        'Todo riquísimo, las papas un diez',
        'Siempre cumplen con el horario',
        'Me cambiaron la salsa sin problema',
        'Pedí a último momento y me salvaron la cena',
        'Muy buena onda los chicos del mostrador',
        'Abundante y crocante',
        'Los pibes quedaron chochos con el balde',
      ],
      4: [
        'Muy rico, tardó diez minutos más de lo que dijeron',
        'Todo bien, faltaron servilletas',
        'Rico pero un poco salado',
        'Buena atención, la coca no estaba tan fría',
        'Estaría bueno que acepten más de una promo junta',
        'Las alitas geniales, la ensalada regular',
      ],
      3: [
        'El pollo bien, las papas llegaron blandas',
        'Me respondieron rápido pero el envío tardó',
        'Esperaba más cantidad por ese precio',
        'Ni bien ni mal, otras veces estuvo mejor',
      ],
      2: [
        'Llegó tibio y con una hora de demora',
        'Me mandaron picante y había pedido sin',
        'Tuve que escribir tres veces para que me contesten',
      ],
      1: ['Nunca llegó el pedido y nadie avisó', 'Vino frío y faltaban las papas', 'Me cobraron de más y no me lo solucionaron'],
    },
  },
}

/** Asked after each delivery, since today. */
export const moreSurveys = [
  {
    name: 'Después de la entrega',
    kind: 'csat',
    about: 'delivery',
    look: 'buttons',
    language: 'es',
    texts: {
      question: '¿Cómo llegó tu pedido?',
      good: '¡Qué bueno! Gracias por contarnos.',
      middle: 'Gracias. Lo vamos a mejorar.',
      bad: 'Perdón. Hoy te escribe alguien del equipo.',
      followUp: '',
    },
    delayMinutes: 30,
    cooldownDays: 7,
    isActive: true,
  },
]
