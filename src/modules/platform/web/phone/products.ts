/** What the demo business has in its catalogue at the provider, as its customers see it. Prices per unit, in whole pesos. */
export type CatalogProduct = { retailerId: string; name: string; price: number }

export const catalogId = '309500000000001'
export const currency = 'ARS'

export const products: readonly CatalogProduct[] = [
  { retailerId: 'BALDE-8', name: 'Balde de 8 piezas', price: 22_400 },
  { retailerId: 'BALDE-12', name: 'Balde familiar de 12 piezas', price: 31_500 },
  { retailerId: 'COMBO-CLASICO', name: 'Combo clásico con papas', price: 9_800 },
  { retailerId: 'ALITAS-10', name: 'Alitas picantes, 10 unidades', price: 11_900 },
  { retailerId: 'PAPAS-G', name: 'Papas grandes', price: 5_700 },
  { retailerId: 'GASEOSA-15', name: 'Gaseosa de litro y medio', price: 3_200 },
]

/** Somebody else's catalogue may have anything in it: its own code is all that is known of that. */
export const productOf = (retailerId: string): CatalogProduct =>
  products.find((product) => product.retailerId === retailerId) ?? { retailerId, name: retailerId, price: 0 }
