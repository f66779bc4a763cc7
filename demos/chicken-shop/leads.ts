/** Who asks a fried-chicken shop for catering and standing orders, and what makes them say yes. Invented, like everything here. */
export const askers = ['Oficina', 'Club', 'Consorcio', 'Escuela', 'Gimnasio', 'Kiosco', 'Peña', 'Salón', 'Taller', 'Hostel'] as const

export const channels = [
  { code: 'whatsapp', weight: 74 },
  { code: 'form', weight: 17 },
  { code: 'instagram', weight: 9 },
] as const

/** `pull`: what it adds to the log-odds of buying. */
export const sources = [
  { code: 'instagram', weight: 34, pull: -0.7 },
  { code: 'google', weight: 26, pull: 0.1 },
  { code: 'recomendado', weight: 16, pull: 1.2 },
  { code: null, weight: 24, pull: 0 },
] as const

/** What the outcome follows, in log-odds. The rest is luck. */
export const law = {
  base: -2.2,
  askedPrice: 1.7,
  eachEarlierOrder: 1.2,
  eachMessage: 1.1,
  slowness: 0.62,
  never: 2.8,
  email: 0.5,
} as const

/** Why those who did not buy did not. */
export const refusals = ['Le pareció caro', 'Eligió a otro', 'No contestó más', 'Era para otra fecha', 'Buscaba otra cosa'] as const
