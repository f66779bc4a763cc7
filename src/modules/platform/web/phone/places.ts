/** Where customers of the demo may be: public places of Córdoba. Proper names, the same in every language. */
export type PlaceToBe = { name: string; address: string; latitude: number; longitude: number }

export const places: readonly PlaceToBe[] = [
  { name: 'Plaza San Martín', address: 'Independencia y 27 de Abril, Centro', latitude: -31.41671, longitude: -64.18356 },
  { name: 'Patio Olmos', address: 'Bv. San Juan y Av. Vélez Sarsfield', latitude: -31.41977, longitude: -64.18851 },
  { name: 'Paseo del Buen Pastor', address: 'Av. Hipólito Yrigoyen 325, Nueva Córdoba', latitude: -31.42377, longitude: -64.18673 },
  { name: 'Paseo de las Artes', address: 'Belgrano y Achával Rodríguez, Güemes', latitude: -31.42616, longitude: -64.19317 },
  { name: 'Terminal de Ómnibus', address: 'Bv. Juan Domingo Perón 380', latitude: -31.42192, longitude: -64.17466 },
  { name: 'Plaza de Alta Córdoba', address: 'Av. Juan B. Justo y Fragueiro, Alta Córdoba', latitude: -31.39402, longitude: -64.18263 },
  { name: 'Estadio Mario Kempes', address: 'Av. Cárcano s/n, Chateau Carreras', latitude: -31.36893, longitude: -64.24615 },
]
