/** Who asks a fried-chicken shop for catering and standing orders, and what makes them say yes. Invented, like everything here. */
export const askers = ['Oficina', 'Club', 'Consorcio', 'Escuela', 'Gimnasio', 'Kiosco', 'Peña', 'Salón', 'Taller', 'Hostel'] as const

export const channels = [
  { code: 'whatsapp', weight: 74 },
  { code: 'form', weight: 17 },
  { code: 'instagram', weight: 9 },
] as const

/** `pull`: what it adds to the log-odds of buying. */
export const sources = [
  { code: 'instagram', weight: 34, pull: -0.35 },
  { code: 'google', weight: 26, pull: 0.1 },
  { code: 'recomendado', weight: 16, pull: 0.8 },
  { code: null, weight: 24, pull: 0 },
] as const

/** What the outcome follows, in log-odds. The rest is luck. */
export const law = {
  base: -1.9,
  askedPrice: 1.1,
  eachEarlierOrder: 0.9,
  eachMessage: 0.7,
  slowness: 0.42,
  never: 1.9,
  email: 0.35,
} as const
