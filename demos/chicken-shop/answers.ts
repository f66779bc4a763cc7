/** What everybody asks, and what the shop says. */
export const frequentAnswers = [
  {
    category: 'Envíos',
    questions: ['¿Hacen envíos?', '¿Tienen delivery?', '¿Llegan hasta mi barrio?', '¿Cuánto sale el envío?'],
    text: 'Sí, llevamos a toda la ciudad de 12 a 15 y de 20 a 0:30. El envío sale $ 1.500 y es gratis desde $ 25.000.',
  },
  {
    category: 'Envíos',
    questions: ['¿Cuánto demora el pedido?', '¿Cuánto tarda el envío?', '¿En cuánto llega?'],
    text: 'En general demora entre 35 y 50 minutos. Los viernes y sábados a la noche puede ser un poco más.',
  },
  {
    category: 'El local',
    questions: ['¿A qué hora abren?', '¿Cuál es el horario de atención?', '¿Hasta qué hora están?', '¿Abren los domingos?'],
    text: 'Abrimos todos los días de 11:30 a 15 y de 19:30 a 0:30. Los lunes descansamos al mediodía.',
  },
  {
    category: 'El local',
    questions: ['¿Dónde queda el local?', '¿Cuál es la dirección?', '¿Me pasás la ubicación?'],
    text: 'Estamos en Av. Colón 1234, Córdoba. Podés retirar por el mostrador sin esperar si pedís antes por acá.',
  },
  {
    category: 'Pagos',
    questions: ['¿Qué medios de pago aceptan?', '¿Aceptan tarjeta?', '¿Se puede pagar con Mercado Pago?', '¿Puedo pagar en efectivo?'],
    text: 'Aceptamos efectivo, transferencia, débito, crédito y Mercado Pago, en el local y al recibir.',
  },
  {
    category: 'Comida',
    questions: ['¿Tienen opciones sin TACC?', '¿Hay algo para celíacos?', '¿El pollo es sin gluten?'],
    text: 'El pollo al spiedo y las papas al horno no llevan gluten, pero la cocina es compartida: no podemos asegurar que sean aptos para celíacos.',
  },
  {
    category: 'Comida',
    questions: ['¿El combo viene con papas?', '¿Qué trae el combo clásico?'],
    text: 'El combo clásico trae medio pollo, papas fritas medianas y una gaseosa de 500 ml, {{clientName}}.',
  },
]

/** Written, and left switched off: whoever tries the demo at night should see what they do themselves. */
export const awayReplies = [
  { text: '¡Hola {{clientName}}! {{companyName}} está cerrado. Abrimos {{nextOpening}} y te contestamos enseguida.', isActive: false },
]
