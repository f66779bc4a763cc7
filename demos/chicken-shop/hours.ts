/** When the shop is open and how soon it wants to answer. Shifts are minutes from midnight; beyond 1440 is the following day. */
const [noon, night] = [
  { from: 690, to: 900 },
  { from: 1170, to: 1470 },
]
const on = (weekdays: readonly number[], ...shifts: { from: number; to: number }[]) =>
  weekdays.flatMap((weekday) => shifts.map((shift) => ({ weekday, ...shift })))

/** The first one is the main one. On Mondays the shop rests at noon; the office closes on every holiday. */
export const calendars = [
  {
    name: 'Locales',
    weekly: [...on([1], night), ...on([2, 3, 4, 5, 6, 7], noon, night)],
    days: [
      { day: '2026-05-01', name: 'Día del Trabajador', shifts: [] },
      { day: '2026-12-08', name: 'Inmaculada Concepción', shifts: [night] },
      { day: '2026-12-24', name: 'Nochebuena', shifts: [{ from: 600, to: 1020 }] },
      { day: '2026-12-25', name: 'Navidad', shifts: [] },
      { day: '2026-12-31', name: 'Fin de año', shifts: [{ from: 600, to: 1080 }] },
      { day: '2027-01-01', name: 'Año Nuevo', shifts: [] },
      { day: '2027-05-01', name: 'Día del Trabajador', shifts: [] },
      { day: '2027-12-25', name: 'Navidad', shifts: [] },
    ],
  },
  {
    name: 'Oficina y mayoristas',
    weekly: on([1, 2, 3, 4, 5], { from: 480, to: 720 }, { from: 960, to: 1140 }),
    holidaysOf: 'AR',
  },
]

const within = (first: number, next: number, resolution: number | null) => ({
  firstResponseMinutes: first,
  nextResponseMinutes: next,
  resolutionMinutes: resolution,
})

/** Tried in this order; the last one holds for everything else. */
export const slaPolicies = [
  {
    name: 'Reclamos',
    labels: ['Reclamo'],
    time: 'plain',
    targets: { urgent: within(3, 5, 60), high: within(5, 5, 90), normal: within(5, 10, 120), low: within(10, 20, 240) },
  },
  {
    name: 'Delivery',
    channels: ['delivery'],
    time: 'business',
    targets: { urgent: within(2, 3, 60), high: within(4, 5, 90), normal: within(6, 8, 120), low: within(15, 20, 240) },
  },
  {
    name: 'General',
    time: 'business',
    targets: { urgent: within(3, 5, 60), high: within(5, 10, 120), normal: within(10, 15, 240), low: within(30, 60, 480) },
  },
]
