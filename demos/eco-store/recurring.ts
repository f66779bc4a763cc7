/** What customers have again and again. */
const to = (text: string) => ({ text, notes: '', latitude: null, longitude: null })

/** Whoever took them, and how they go out: of the first customers that have the same every month, in their order. */
export const monthly = {
  by: 'lucia',
  ways: [
    { address: to('Belgrano 840, Güemes'), askDays: 2 },
    { address: to('Obispo Trejo 1120, Nueva Córdoba'), askDays: 2 },
    { address: to('Duarte Quirós 2210, Alberdi'), askDays: 3 },
    { address: to('Jerónimo Luis de Cabrera 510, Alta Córdoba'), askDays: 2, makes: 'draft' as const },
    { address: null, askDays: null },
    { address: to('Chacabuco 640, Centro'), askDays: 2, isPaused: true },
    { address: to('Rondeau 330, Nueva Córdoba'), askDays: null },
    { address: null, askDays: 1 },
    { address: to('Bedoya 410, Cofico'), askDays: 2 },
    { address: to('Fructuoso Rivera 155, Güemes'), askDays: 2 },
  ],
}

/** Others have it more often. */
export const oftener = [
  {
    rhythm: 'week' as const,
    customer: 60,
    inDays: 2,
    fulfilment: 'pickup' as const,
    items: [
      { key: 'granola', quantity: 1 },
      { key: 'semillas', quantity: 1 },
    ],
  },
  {
    rhythm: 'two_weeks' as const,
    customer: 61,
    inDays: 9,
    fulfilment: 'pickup' as const,
    items: [
      { key: 'yerba', quantity: 2 },
      { key: 'arroz-integral', quantity: 2 },
    ],
  },
]
