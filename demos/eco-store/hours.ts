const [morning, afternoon] = [
  { from: 540, to: 810 },
  { from: 1020, to: 1200 },
]

/** Morning and afternoon, on Saturdays right through; closed on Sundays. */
export const calendars = [
  {
    name: 'Almacén',
    weekly: [
      ...[1, 2, 3, 4, 5].flatMap((weekday) => [
        { weekday, ...morning },
        { weekday, ...afternoon },
      ]),
      { weekday: 6, from: 540, to: 1200 },
    ],
    holidaysOf: 'AR',
  },
]
