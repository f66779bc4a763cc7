import { searchable } from '#kernel/contract/text.ts'

/**
 * What customers of a shop and its people write, two thousand sentences with words of every frequency: `hola` in a third
 * of them, a product in a few of a hundred, a street in one of two hundred.
 */
const openings = ['Hola, buenas tardes.', '¡Hola!', 'Buen día,', 'Disculpá,', 'Gracias.', 'Perfecto,', 'Hola, ¿cómo va?', 'Che,', '']
const products =
  'empanadas de carne,empanada de jamón y queso,balde familiar,milanesa napolitana,papas grandes,combo de dos,pollo al espiedo,ensalada rusa,tarta de acelga,flan casero,gaseosa de litro y medio,cerveza,sándwich de bondiola,alitas picantes,puré de calabaza,arroz con azafrán,locro,matambre,canelones,ñoquis,tortilla española,provoleta,chinchulines,helado de sambayón'.split(
    ',',
  )
const asks = [
  '¿cuánto sale %p?',
  'quiero dos %p para las nueve',
  '¿tienen %p hoy?',
  'te encargo %p para el sábado',
  '¿hacen envíos? Sería %p',
  'el pedido llegó sin %p',
  'pago %p con transferencia, ¿me pasás el alias?',
  '¿la promoción de %p sigue vigente?',
  'reservame %p, paso a retirar',
  '¿%p viene sin sal? Es para un celíaco',
]
const streets =
  'San Martín,Belgrano,Rivadavia,Mitre,Sarmiento,Urquiza,Colón,Alvear,Pellegrini,Güemes,Laprida,Moreno,Balcarce,Corrientes,Entre Ríos,Oroño,Pueyrredón,Dorrego,Chacabuco,Maipú'.split(
    ',',
  )

export const sayings: readonly string[] = Array.from({ length: 2_000 }, (_, i) => {
  const pick = (list: readonly string[], step: number): string => list[Math.floor(i / step) % list.length] ?? ''
  const address = i % 10 === 0 ? ` Estoy en ${pick(streets, 10)} ${100 + i}.` : ''
  return `${pick(openings, 1)} ${pick(asks, 3).replace('%p', pick(products, 7))}${address}`.trim()
})
export const searchableSayings: readonly string[] = sayings.map(searchable)

/** From the most frequent word to a number that one message in a million has. */
export const searches = [
  'hola',
  'gracias',
  'empanada',
  'empanadas de jamon',
  'envío',
  'transferencias alias',
  'milanesa napolitana',
  'celiaco',
  'chacabuco',
  'reservame flan',
  'empa',
  'güemes 250',
  'martina',
  'maria gomez',
  'lopez',
  'pedido 90004',
]
