import { searchable } from '#kernel/contract/text.ts'

export type PasswordWeakness = 'too_short' | 'too_long' | 'too_common' | 'too_simple' | 'contains_name'

const shortest = 10
const longest = 200

/**
 * Words that people in our countries and elsewhere build passwords from, without accents. A password is too common when
 * nothing is left of it but digits and signs once these words are taken away.
 */
const commonWords = `
  contrasena contrasenia clave claves password passwort passw0rd pass senha acceso entrar entrada bienvenido bienvenidos bienvenida
  hola holahola mundo holamundo administrador administradora administrator admin root usuario user invitado guest prueba pruebas test testing demo
  cambiame cambiar changeme letmein welcome secret secreto secreta segredo seguridad seguro login master maestro default temporal temp
  teamo tequiero amor amorcito amormio miamor mivida corazon princesa principe bonita hermosa bebe familia mifamilia mama papa mamita papito
  dios diosesamor jesus jesucristo cristo virgen guadalupe fe iloveyou love loveyou angel angelito estrella
  argentina argentino boca bocajuniors juniors river riverplate racing independiente sanlorenzo huracan rosario newells messi maradona diego campeon campeones mundial
  mexico chivas america cruzazul pumas tigres brasil brazil flamengo corinthians palmeiras santos saopaulo gremio colombia nacional millonarios
  chile colocolo uruguay penarol peru alianza paraguay bolivia ecuador barcelona realmadrid madrid espana venezuela futbol futebol football soccer
  buenosaires cordoba montevideo bogota santiago lima
  qwerty qwertyuiop asdf asdfgh asdfghjkl asdfghjklñ zxcvbnm zxcvbn qazwsx qazwsxedc qweasd qweasdzxc qwe asd zxc abc abcd abcdef abcdefgh abcdefghi abcdefghij aaa
  superman batman spiderman pokemon naruto goku dragonball dragon monkey sunshine shadow michael football baseball starwars minecraft fortnite roblox
  facebook instagram whatsapp google gmail hotmail youtube netflix internet computadora compu computer celular telefono windows samsung iphone
  trabajo oficina empresa negocio tienda local comercio ventas venta gerente gerencia cliente clientes empleado caja cajero cajera pollo pollos polleria kiosco almacen
  enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre primavera verano otono invierno lunes martes miercoles jueves viernes sabado domingo
  summer winter spring autumn monday friday sunday verao inverno
  maria jose juan carlos luis pedro jorge miguel ana laura sofia lucia martin daniel david andres gabriel fernando roberto ricardo
  perro perrito gato gatito chocolate futuro libertad
  uno dos tres one two three mi tu el la los las de del y the my yo soy
`
  .trim()
  .split(/\s+/)
  .toSorted((a, b) => b.length - a.length)

const keyRows = [
  '01234567890',
  '1234567890',
  'qwertyuiop',
  'asdfghjklñ',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn',
  'qazwsxedcrfvtgbyhn',
]
const commonPattern = new RegExp(commonWords.map((word) => searchable(word)).join('|'), 'g')
const letterByLookalike: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '+': 't',
}

/**
 * Why a new password would be guessed early, or null. Length instead of recipes, after NIST 800-63B: no composition
 * rules, a list of what attackers try first, and nothing that the person's own record says.
 */
export function passwordWeakness(password: string, person: { email?: string; name?: string } = {}): PasswordWeakness | null {
  const characters = [...password.normalize('NFKC')]
  if (characters.length < shortest) return 'too_short'
  if (characters.length > longest) return 'too_long'

  const plain = searchable(password).replaceAll(' ', '')
  const [, stem = '', tail = ''] = /^(.*?)([\d\W_]*)$/su.exec(plain) ?? []
  const readings = [plain, unmask(plain), unmask(stem) + tail]
  if (new Set(plain).size < 5 || isRepetition(plain) || isRun(plain)) return 'too_simple'
  if (readings.some((text) => isMadeOf(text, text.replace(commonPattern, '')))) return 'too_common'
  for (const part of personalParts(person)) {
    if (readings.some((text) => text.includes(part) && isMadeOf(text, text.replaceAll(part, '').replace(commonPattern, '')))) {
      return 'contains_name'
    }
  }
  return null
}

const unmask = (text: string): string => text.replace(/[0134578@$!+]/g, (sign) => letterByLookalike[sign] ?? sign)

/** Once the known words are out, nothing is left of it but signs and the digits of a year or a counter. */
const isMadeOf = (text: string, rest: string): boolean =>
  rest.length < text.length && !/\p{L}/u.test(rest) && (rest.match(/\d/g)?.length ?? 0) <= 8

/** `abcabcabcabc`: a short unit said over and over. */
const isRepetition = (text: string): boolean => /^(.{1,4})\1{2,}.{0,3}$/su.test(text)

/** Neighbours on the keyboard or in the alphabet, in either direction, with or without another short run behind. */
function isRun(text: string): boolean {
  let rest = text
  for (const row of keyRows.flatMap((keys) => [keys, [...keys].toReversed().join('')])) {
    for (let length = Math.min(row.length, rest.length); length >= 4; length--) {
      for (let start = 0; start + length <= row.length; start++) rest = rest.replaceAll(row.slice(start, start + length), '')
    }
  }
  return rest.length < text.length && rest.length <= 3
}

function personalParts({ email = '', name = '' }: { email?: string; name?: string }): string[] {
  const [local = '', domain = ''] = searchable(email).split('@')
  const parts = [
    ...searchable(name).split(/[^\p{L}\p{N}]+/u),
    ...local.split(/[^\p{L}\p{N}]+/u),
    local,
    searchable(name).replaceAll(' ', ''),
    domain.split('.')[0] ?? '',
  ]
  return parts.filter((part) => part.length >= 4)
}
