/** Text of a proposal, as its editor keeps it. */
const say = (...texts: string[]) => ({
  type: 'doc' as const,
  content: texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
})
const hello = {
  type: 'doc' as const,
  content: [
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Hola ' },
        { type: 'variable', attrs: { name: 'clientName', fallback: null } },
        { type: 'text', text: ', gracias por pensar en nosotros. Esto es lo que te preparamos, con todo incluido:' },
      ],
    },
    { type: 'itemsTable' },
  ],
}

/** What the shop offers for parties and offices. */
export const proposalTemplate = {
  name: 'Catering para eventos',
  validityDays: 15,
  cover: { isShown: true, title: 'Catering con pollo de verdad', subtitle: 'Preparado para {{clientName}}', showsLogo: true },
  sections: [
    { title: 'La propuesta', body: hello },
    {
      title: 'Cómo trabajamos',
      body: say(
        'Llegamos dos horas antes con todo caliente, vajilla descartable y una persona que sirve.',
        'Si cambia la cantidad de gente, avisanos hasta tres días antes y ajustamos el precio por persona.',
      ),
    },
  ],
  terms: say('Seña del 30 % para reservar la fecha. El resto se paga el día del evento, en efectivo o por transferencia.'),
}

const menu = {
  classic: { description: 'Menú clásico: pollo, papas y ensalada, por persona', unitPriceMinor: 1_250_000 },
  festive: { description: 'Menú fiesta: alitas, pata muslo, tres guarniciones y postre, por persona', unitPriceMinor: 1_890_000 },
  waiter: { description: 'Persona que sirve, por turno', unitPriceMinor: 4_500_000 },
  trip: { description: 'Traslado y vajilla', unitPriceMinor: 3_800_000 },
}
const of = (people: number, kind: 'classic' | 'festive', discountPercent = 0) => [
  { ...menu[kind], quantity: people, discountPercent },
  { ...menu.waiter, quantity: Math.ceil(people / 40), discountPercent: 0 },
  { ...menu.trip, quantity: 1, discountPercent: 0 },
]

/** Half a morning of talking, tasting and writing. */
export const proposalCost = { amountMinor: 1_800_000, currency: 'ARS' }

/** Larger ones are looked at by Julia before they go out. */
export const approvalLimit = { currency: 'ARS', aboveMinor: 400_000_000 }

/** `contact` counts from the oldest; days and hours are before now. `fate`: how far it came. */
export const proposals = [
  {
    by: 'julia',
    contact: 3,
    title: 'Fin de año de la oficina',
    lines: of(60, 'festive', 10),
    days: 44,
    fate: 'accepted',
    hours: 29,
    signer: 'Mariano Ledesma',
  },
  { by: 'paula', contact: 6, title: 'Bautismo', lines: of(35, 'classic'), days: 37, fate: 'accepted', hours: 76, signer: 'Noelia Farías' },
  {
    by: 'paula',
    contact: 9,
    title: 'Cena del club',
    lines: of(90, 'classic', 5),
    days: 33,
    fate: 'rejected',
    hours: 52,
    reason: 'Nos quedó lejos del presupuesto',
  },
  { by: 'julia', contact: 12, title: 'Casamiento de Lucas y Mara', lines: of(110, 'festive'), days: 28, fate: 'expired' },
  {
    by: 'julia',
    contact: 15,
    title: 'Capacitación de tres días',
    lines: of(25, 'classic', 8),
    days: 20,
    fate: 'superseded',
    hours: 40,
    signer: 'Gabriela Ponce',
  },
  {
    by: 'paula',
    contact: 18,
    title: 'Egresados de sexto',
    lines: of(48, 'festive'),
    days: 6,
    fate: 'viewed',
    comment: '¿Se puede cambiar el postre por torta?',
    answer: 'Sí, por el mismo precio.',
  },
  { by: 'julia', contact: 21, title: 'Inauguración del local', lines: of(70, 'classic'), days: 2, fate: 'sent' },
  { by: 'paula', contact: 24, title: 'Cumpleaños de 15', lines: of(80, 'festive', 5), days: 1, fate: 'approved' },
  { by: 'paula', contact: 26, title: 'Fiesta de la cooperativa', lines: of(260, 'festive', 8), days: 0, fate: 'waiting' },
  { by: 'julia', contact: 27, title: 'Almuerzo de obra', lines: of(30, 'classic'), days: 0, fate: 'draft' },
]
