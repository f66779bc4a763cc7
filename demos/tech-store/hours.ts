const day = { from: 600, to: 1200 }

/** From ten to eight; on Sundays only in the afternoon. */
export const calendars = [
  {
    name: 'Local',
    weekly: [...[1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, ...day })), { weekday: 7, from: 900, to: 1200 }],
    holidaysOf: 'AR',
  },
]
