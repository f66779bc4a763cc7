/** What the shop sells, in pesos of the end of 2026; prices and costs in cents. By weight: of one kilo or one litre. */
const pesos = (whole: number): number => whole * 100

const one = (
  key: string,
  category: string,
  name: string,
  price: number,
  cost: number,
  more: { unit?: string; labels?: string[] } = {},
) => ({
  key,
  category,
  name,
  price: pesos(price),
  cost: pesos(cost),
  ...more,
})
const kilo = { unit: 'kg' }
const litre = { unit: 'litre' }

export const menu = {
  categories: [
    { key: 'granel', name: 'Almacén a granel' },
    { key: 'despensa', name: 'Despensa' },
    { key: 'limpieza', name: 'Limpieza a granel' },
    { key: 'cuidado', name: 'Cuidado personal' },
    { key: 'hogar', name: 'Hogar sin plástico' },
  ],
  modifierGroups: [],
  products: [
    one('avena', 'granel', 'Avena arrollada', 2_600, 1_500, kilo),
    one('arroz-integral', 'granel', 'Arroz integral', 3_200, 1_900, kilo),
    one('lentejas', 'granel', 'Lentejas', 3_900, 2_400, kilo),
    one('garbanzos', 'granel', 'Garbanzos', 4_100, 2_500, kilo),
    one('almendras', 'granel', 'Almendras', 21_500, 15_800, kilo),
    one('nueces', 'granel', 'Nueces', 17_900, 12_600, kilo),
    one('mix', 'granel', 'Mix de frutos secos', 16_400, 11_200, kilo),
    { ...one('granola', 'granel', 'Granola de la casa', 9_800, 5_600, kilo), labels: ['vegano'] },
    one('semillas', 'granel', 'Mix de semillas', 7_300, 4_400, kilo),
    { ...one('harina-almendras', 'granel', 'Harina de almendras', 19_800, 14_100, kilo), labels: ['sin TACC'] },
    one('yerba', 'despensa', 'Yerba orgánica 500 g', 6_200, 3_900),
    one('aceite', 'despensa', 'Aceite de oliva 500 ml', 11_900, 6_900),
    one('miel', 'despensa', 'Miel pura 500 g', 7_900, 4_800),
    one('mermelada', 'despensa', 'Mermelada sin azúcar', 5_400, 3_100),
    one('tahini', 'despensa', 'Tahini', 8_600, 5_200),
    one('cafe', 'despensa', 'Café en grano 250 g', 12_800, 8_100),
    one('leche-almendras', 'despensa', 'Leche de almendras 1 l', 4_900, 2_900),
    one('detergente', 'limpieza', 'Detergente biodegradable', 3_400, 1_700, litre),
    one('jabon-ropa', 'limpieza', 'Jabón líquido para ropa', 3_900, 2_000, litre),
    one('limpiador', 'limpieza', 'Limpiador multiuso', 2_800, 1_300, litre),
    one('vinagre', 'limpieza', 'Vinagre de limpieza', 1_900, 800, litre),
    one('shampoo', 'cuidado', 'Shampoo sólido', 6_900, 3_700),
    one('acondicionador', 'cuidado', 'Acondicionador sólido', 7_200, 3_900),
    one('jabon', 'cuidado', 'Jabón de caléndula', 3_600, 1_700),
    one('desodorante', 'cuidado', 'Desodorante natural', 5_900, 3_200),
    one('cepillo', 'cuidado', 'Cepillo de bambú', 3_300, 1_500),
    one('bolsas', 'hogar', 'Bolsas de red x 5', 6_400, 3_400),
    one('esponja', 'hogar', 'Esponja vegetal', 2_200, 900),
    one('compostera', 'hogar', 'Compostera de balcón', 68_000, 44_000),
  ],
}
