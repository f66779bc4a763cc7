import type { GoodsForParsing } from '#orders/server/parsing/catalogue-index.ts'

/** What the shops of the phrases sell: a rotisserie, a pizzeria, a greengrocer and a corner shop under one roof. */
type Shelf = {
  key: string
  name: string
  unit?: 'kg' | 'litre'
  variants?: Record<string, string>
  asks?: readonly string[]
  under?: string
}

const heat = ['Sin picante', 'Apenas picante', 'Bien picante']
const dips = ['Chimichurri', 'Barbacoa', 'Mostaza y miel', 'Alioli']
const extras = ['Extra papas', 'Extra queso', 'Sin papas', 'Sin cebolla']
const cold = ['Con hielo', 'Natural']

const shelves: readonly Shelf[] = [
  { key: 'familiar', name: 'Combo familiar', asks: [...heat, ...dips], under: 'Combos' },
  { key: 'dos', name: 'Combo para dos', asks: [...heat, ...dips], under: 'Combos' },
  { key: 'solo', name: 'Combo individual', asks: heat, under: 'Combos' },
  { key: 'birra', name: 'Combo alitas y birra', asks: [...heat, ...dips], under: 'Combos' },
  { key: 'balde8', name: 'Balde de 8 piezas', asks: [...heat, ...dips], under: 'Baldes' },
  { key: 'balde12', name: 'Balde familiar de 12 piezas', asks: [...heat, ...dips], under: 'Baldes' },
  { key: 'pollo', name: 'Pollo entero a las brasas', asks: [...heat, ...dips], under: 'Pollo' },
  { key: 'medio', name: 'Medio pollo a las brasas', asks: [...heat, ...dips], under: 'Pollo' },
  { key: 'cuarto', name: 'Cuarto de pollo', asks: heat, under: 'Pollo' },
  {
    key: 'alitas',
    name: 'Alitas',
    variants: { 8: '8 unidades', 16: '16 unidades', 24: '24 unidades' },
    asks: [...heat, ...dips],
    under: 'Pollo',
  },
  { key: 'crispy', name: 'Pollo crispy x 6', asks: [...heat, ...dips], under: 'Pollo' },
  { key: 'nuggets', name: 'Nuggets x 10', asks: dips, under: 'Pollo' },
  { key: 'sandwich', name: 'Sándwich de pollo', asks: [...heat, ...extras], under: 'Pollo' },
  { key: 'hamburguesa', name: 'Hamburguesa completa', asks: [...heat, ...extras], under: 'Pollo' },
  { key: 'suprema', name: 'Suprema napolitana', under: 'Pollo' },
  { key: 'papas', name: 'Papas fritas', variants: { chicas: 'Chicas', grandes: 'Grandes' }, under: 'Acompañamientos' },
  { key: 'cheddar', name: 'Papas con cheddar y panceta', under: 'Acompañamientos' },
  { key: 'aros', name: 'Aros de cebolla', under: 'Acompañamientos' },
  { key: 'mixta', name: 'Ensalada mixta', under: 'Acompañamientos' },
  { key: 'rusa', name: 'Ensalada rusa', under: 'Acompañamientos' },
  { key: 'coca', name: 'Coca-Cola', variants: { 500: '500 ml', 1500: '1,5 l' }, asks: cold, under: 'Gaseosas' },
  { key: 'zero', name: 'Coca-Cola Zero', variants: { 500: '500 ml', 1500: '1,5 l' }, asks: cold, under: 'Gaseosas' },
  { key: 'sprite', name: 'Sprite 1,5 l', asks: cold, under: 'Gaseosas' },
  { key: 'fanta', name: 'Fanta 1,5 l', asks: cold, under: 'Gaseosas' },
  { key: 'agua', name: 'Agua sin gas 500 ml', under: 'Bebidas' },
  { key: 'gas', name: 'Agua con gas 500 ml', under: 'Bebidas' },
  { key: 'limonada', name: 'Limonada con menta', under: 'Bebidas' },
  { key: 'quilmes', name: 'Quilmes 1 l', under: 'Cervezas' },
  { key: 'ipa', name: 'IPA de la casa 473 ml', under: 'Cervezas' },
  { key: 'malbec', name: 'Vino malbec 750 ml', under: 'Vinos' },
  { key: 'flan', name: 'Flan casero con dulce de leche', under: 'Postres' },
  { key: 'helado', name: 'Helado', unit: 'kg', under: 'Postres' },
  { key: 'carne', name: 'Empanada de carne', under: 'Empanadas' },
  { key: 'emp-pollo', name: 'Empanada de pollo', under: 'Empanadas' },
  { key: 'jyq', name: 'Empanada de jamón y queso', under: 'Empanadas' },
  { key: 'humita', name: 'Empanada de humita', under: 'Empanadas' },
  { key: 'muzza', name: 'Pizza muzzarella', asks: ['Sin aceitunas', 'Extra muzzarella', 'Masa fina'], under: 'Pizzas' },
  { key: 'napo', name: 'Pizza napolitana', asks: ['Sin aceitunas', 'Extra muzzarella', 'Masa fina', 'Sin ajo'], under: 'Pizzas' },
  { key: 'fuga', name: 'Fugazzeta', asks: ['Sin aceitunas', 'Masa fina'], under: 'Pizzas' },
  { key: 'tomate', name: 'Tomate perita', unit: 'kg', under: 'Verdulería' },
  { key: 'papa', name: 'Papa blanca', unit: 'kg', under: 'Verdulería' },
  { key: 'cebolla', name: 'Cebolla', unit: 'kg', under: 'Verdulería' },
  { key: 'banana', name: 'Banana', unit: 'kg', under: 'Verdulería' },
  { key: 'naranja', name: 'Naranja de jugo', unit: 'kg', under: 'Verdulería' },
  { key: 'limon', name: 'Limón', unit: 'kg', under: 'Verdulería' },
  { key: 'huevo', name: 'Huevo blanco', under: 'Almacén' },
  { key: 'pan', name: 'Pan francés', unit: 'kg', under: 'Almacén' },
  { key: 'leche', name: 'Leche entera 1 l', under: 'Almacén' },
  { key: 'cremoso', name: 'Queso cremoso', unit: 'kg', under: 'Almacén' },
  { key: 'jamon', name: 'Jamón cocido', unit: 'kg', under: 'Almacén' },
  { key: 'yerba', name: 'Yerba mate 1 kg', under: 'Almacén' },
  { key: 'factura', name: 'Factura surtida', under: 'Almacén' },
]

/** Ids are the keys, those of variants and modifiers with their product in front. */
export const shelf: GoodsForParsing[] = shelves.map(({ key, name, unit = 'piece', variants = { '': '' }, asks = [], under = '' }) => ({
  productId: key,
  name,
  category: under,
  unit,
  variants: Object.entries(variants).map(([id, words]) => ({ id: id === '' ? key : `${key}:${id}`, name: words })),
  modifiers: asks.map((words) => ({ id: `${key}/${words}`, name: words })),
}))
