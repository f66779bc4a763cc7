/** What a fried-chicken shop sells beside the counter, and how that usually goes. Amounts in cents, as of a year and a half ago. */
const closing = [
  { key: 'won', name: 'Ganado', kind: 'won', probability: 100, color: 'green' },
  { key: 'lost', name: 'Perdido', kind: 'lost', probability: 0, color: 'gray' },
] as const

/** `goesOn`: the share that comes out of a stage to the next one; `days`: half of them leave it within so many. */
export const pipelines = [
  {
    key: 'wholesale',
    name: 'Ventas mayoristas',
    currency: 'ARS',
    stages: [
      { key: 'new', name: 'Nuevo', kind: 'open', probability: 10, rottingDays: 7, color: 'blue', goesOn: 0.77, days: 2 },
      { key: 'qualified', name: 'Calificado', kind: 'open', probability: 35, rottingDays: 14, color: 'violet', goesOn: 0.76, days: 4 },
      {
        key: 'proposal',
        name: 'Propuesta enviada',
        kind: 'proposal',
        probability: 60,
        rottingDays: 10,
        color: 'amber',
        goesOn: 0.8,
        days: 5,
      },
      {
        key: 'negotiation',
        name: 'Negociación',
        kind: 'negotiation',
        probability: 80,
        rottingDays: 10,
        color: 'orange',
        goesOn: 0.86,
        days: 4,
      },
      ...closing,
    ],
    perMonth: 9,
    openNow: 9,
    amountMinor: 900_000_00,
    spread: 0.7,
    /** Rounded to so much. */
    step: 10_000_00,
    foreignShare: 0.06,
    titles: [
      'Viandas semanales',
      'Almuerzos de planta',
      'Contrato de comedor',
      'Desayunos corporativos',
      'Pollo para rotisería',
      'Pedido fijo de los viernes',
      'Cantina del club',
      'Reposición mensual',
    ],
  },
  {
    key: 'catering',
    name: 'Catering y eventos',
    currency: 'ARS',
    asksNextStep: true,
    stages: [
      { key: 'asked', name: 'Consulta', kind: 'open', probability: 15, rottingDays: 4, color: 'blue', goesOn: 0.74, days: 1 },
      { key: 'quoted', name: 'Menú cotizado', kind: 'proposal', probability: 45, rottingDays: 7, color: 'amber', goesOn: 0.66, days: 3 },
      { key: 'deposit', name: 'Seña pedida', kind: 'negotiation', probability: 80, rottingDays: 5, color: 'orange', goesOn: 0.86, days: 2 },
      ...closing,
    ],
    perMonth: 11,
    openNow: 8,
    amountMinor: 320_000_00,
    spread: 0.55,
    step: 5_000_00,
    foreignShare: 0,
    titles: [
      'Cumpleaños de 15',
      'Casamiento',
      'Cena de fin de año',
      'Kermés escolar',
      'Catering aniversario',
      'Fiesta de egresados',
      'Asado de la empresa',
      'Food truck festival',
      'Bautismo',
      'Cumpleaños 40 personas',
    ],
  },
  {
    key: 'franchise',
    name: 'Franquicias',
    currency: 'USD',
    stages: [
      { key: 'interested', name: 'Interesado', kind: 'open', probability: 5, rottingDays: 15, color: 'blue', goesOn: 0.62, days: 7 },
      { key: 'meeting', name: 'Reunión', kind: 'open', probability: 20, rottingDays: 20, color: 'violet', goesOn: 0.64, days: 14 },
      { key: 'plan', name: 'Plan de negocio', kind: 'proposal', probability: 45, rottingDays: 30, color: 'amber', goesOn: 0.68, days: 21 },
      { key: 'contract', name: 'Contrato', kind: 'negotiation', probability: 80, rottingDays: 20, color: 'orange', goesOn: 0.85, days: 14 },
      ...closing,
    ],
    perMonth: 2.2,
    openNow: 3,
    amountMinor: 24_000_00,
    spread: 0.25,
    step: 500_00,
    foreignShare: 0,
    titles: [
      'Franquicia Villa María',
      'Franquicia Río Cuarto',
      'Franquicia Carlos Paz',
      'Franquicia Alta Gracia',
      'Franquicia Jesús María',
      'Franquicia San Francisco',
      'Franquicia Bell Ville',
      'Franquicia Nueva Córdoba',
    ],
  },
] as const

/** What people write down to do next, by how far the deal is. */
export const nextSteps = [
  ['Llamar para conocer', 'Pedir cantidad y fecha', 'Calificar', 'Mandar el menú'],
  ['Visitar', 'Probar el menú', 'Enviar presupuesto', 'Confirmar invitados'],
  ['Seguimiento', 'Ajustar el precio', 'Esperar respuesta', 'Mandar referencias'],
  ['Confirmar la seña', 'Esperar la firma', 'Reunión de cierre', 'Contraoferta'],
] as const

export const lostReasons = [
  { name: 'Precio', weight: 38 },
  { name: 'Dejó de responder', weight: 27 },
  { name: 'Eligió a otro', weight: 17 },
  { name: 'Sin presupuesto', weight: 11 },
  { name: 'No era lo que buscaba', weight: 7 },
] as const

/** Keys of people of the shop. */
export const sellers = [
  { key: 'julia', weight: 45 },
  { key: 'paula', weight: 35 },
  { key: 'lautaro', weight: 20 },
] as const

/** What a dollar was worth, from the first month to now. */
export const dollar = { from: 1_080, to: 1_465 } as const
/** By how much prices rise in a month. */
export const inflation = 0.022
