/** Where the shop brings things: circles around it, and the neighbourhoods in them for who types an address. Amounts in cents. */
const pesos = (amount: number): number => amount * 100
const shop = { latitude: -31.4167, longitude: -64.1833 }

export const deliveryZones = [
  {
    name: 'Centro',
    area: { kind: 'radius', ...shop, meters: 1_300, names: ['Centro'] },
    feeMinor: pesos(1_200),
    minutes: 30,
  },
  {
    name: 'Nueva Córdoba, Güemes y Alberdi',
    area: { kind: 'radius', ...shop, meters: 3_000, names: ['Nueva Córdoba', 'Güemes', 'Alberdi', 'General Paz', 'Cofico'] },
    feeMinor: pesos(1_900),
    minimumMinor: pesos(8_000),
    minutes: 40,
  },
  {
    name: 'Resto de la ciudad',
    area: {
      kind: 'radius',
      ...shop,
      meters: 6_500,
      names: ['Alta Córdoba', 'San Vicente', 'Observatorio', 'Cerro de las Rosas', 'Jardín'],
    },
    feeMinor: pesos(3_200),
    minimumMinor: pesos(15_000),
    freeFromMinor: pesos(45_000),
    minutes: 55,
  },
]
