/**
 * Public holidays by country, of any year, to be copied into a calendar. Without schemas: the browser reads it too. Days that
 * a law moves to a Monday stand where it moves them. `isOptional`: a bridge day or one that many places work on.
 *
 * Sources: AR Ley 27.399 and Resolución 164/2025 (bridge days of 2026); UY Ley 16.805; CL Leyes 19.668, 20.215, 20.299, 20.983
 * and 21.357; MX Ley Federal del Trabajo art. 74; CO Ley 51 de 1983; ES Estatuto de los Trabajadores art. 37.2 (national ones
 * only: regions add and move some); BR Leis 662/1949, 6.802/1980, 9.093/1995 and 14.759/2023.
 */
export type Holiday = { readonly day: string; readonly name: string; readonly isOptional?: true }

/** Days that a government decrees for one year at a time are known up to this one; other countries have none. */
export const decreedUntil: Readonly<Record<string, number>> = { AR: 2026 }

export const holidayCountries: readonly string[] = ['AR', 'UY', 'CL', 'MX', 'CO', 'ES', 'BR']

/** In the order of the year, each day once; none of a country that is not here. */
export function holidaysOf(country: string, year: number): Holiday[] {
  const found = new Map<string, Holiday>()
  for (const line of (lines[country] ?? '').trim().split('\n')) {
    const [written = '', ...words] = line.trim().split(' ')
    const day = dayOf(written, country, year)
    // Two that fall on the same day are one day off.
    if (day && !found.has(day)) found.set(day, { day, name: words.join(' '), ...(written.endsWith('*') && { isOptional: true as const }) })
  }
  return [...found.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

const dayMs = 86_400_000
const named = (moment: number): string => new Date(moment).toISOString().slice(0, 10)

/**
 * How a line says its day: `05-25`, `2026-03-23` of that year only, `E-2` two days before Easter, `02#1` the first Monday of
 * February, `S` the winter solstice; `~` where the law of the country moves it, `?15` only when it is a Monday or a Friday.
 */
function dayOf(written: string, country: string, year: number): string | null {
  const [, of, fromEaster, month, monday, date, moves, only] =
    /^(?:(\d{4})-|E([+-]\d+)|(\d\d)#(\d)|S)?(\d\d-\d\d)?(~)?(?:\?(\d+))?\*?$/.exec(written) ?? []
  if (of !== undefined && Number(of) !== year) return null
  if (fromEaster !== undefined) return named(easter(year) + Number(fromEaster) * dayMs)
  if (month !== undefined) {
    const first = Date.UTC(year, Number(month) - 1, 1)
    return named(first + (((8 - weekdayOf(first)) % 7) + (Number(monday) - 1) * 7) * dayMs)
  }
  // In Chile it comes on the 20th or the 21st of June as the leap years push it; so until 2046.
  if (written === 'S') return `${year}-06-${year % 4 < 2 ? 20 : 21}`
  if (date === undefined) return null
  const moment = Date.parse(`${year}-${date}`)
  if (only !== undefined && !only.includes(String(weekdayOf(moment)))) return null
  return named(
    moment + (moves ? (shifts[country === 'CL' && date === '10-31' ? 'CL-10-31' : country]?.[weekdayOf(moment)] ?? 0) * dayMs : 0),
  )
}

const weekdayOf = (moment: number): number => new Date(moment).getUTCDay()

/** By how many days the law moves what falls on each weekday, from Sunday on. */
const shifts: Readonly<Record<string, readonly number[]>> = {
  AR: [0, 0, -1, -2, 4, 3, 0],
  UY: [0, 0, -1, -2, 4, 3, 0],
  CL: [0, 0, -1, -2, -3, 3, 0],
  'CL-10-31': [0, 0, -4, 2, 0, 0, 0],
  CO: [1, 0, 6, 5, 4, 3, 2],
}

/** Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8). */
function easter(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return Date.UTC(year, month - 1, (h + l - 7 * m + 33 * month + 19) % 32)
}

/** A day and its name a line; `*` behind the day marks an optional one. */
const lines: Readonly<Record<string, string>> = {
  AR: `01-01 Año Nuevo
    E-48 Carnaval
    E-47 Carnaval
    2026-03-23* Día no laborable turístico
    03-24 Día de la Memoria
    04-02 Veteranos y Caídos en Malvinas
    E-2 Viernes Santo
    05-01 Día del Trabajador
    05-25 Revolución de Mayo
    06-20 Paso a la Inmortalidad de Belgrano
    06-17~ Paso a la Inmortalidad de Güemes
    07-09 Día de la Independencia
    2026-07-10* Día no laborable turístico
    08-17~ Paso a la Inmortalidad de San Martín
    10-12~ Respeto a la Diversidad Cultural
    11-20~ Soberanía Nacional
    2026-12-07* Día no laborable turístico
    12-08 Inmaculada Concepción
    12-25 Navidad`,
  UY: `01-01 Año Nuevo
    01-06* Día de los Niños
    E-48* Carnaval
    E-47* Carnaval
    E-3* Semana de Turismo
    E-2* Semana de Turismo
    04-19~* Desembarco de los Treinta y Tres
    05-01 Día de los Trabajadores
    05-18~* Batalla de Las Piedras
    06-19* Natalicio de Artigas
    07-18 Jura de la Constitución
    08-25 Declaratoria de la Independencia
    10-12~* Día de la Raza
    11-02* Día de los Difuntos
    12-25 Día de la Familia`,
  CL: `01-01 Año Nuevo
    01-02?1 Año Nuevo
    E-2 Viernes Santo
    E-1 Sábado Santo
    05-01 Día del Trabajo
    05-21 Glorias Navales
    S Pueblos Indígenas
    06-29~ San Pedro y San Pablo
    07-16 Virgen del Carmen
    08-15 Asunción de la Virgen
    09-17?15 Fiestas Patrias
    09-18 Independencia Nacional
    09-19 Glorias del Ejército
    09-20?5 Fiestas Patrias
    10-12~ Encuentro de Dos Mundos
    10-31~ Iglesias Evangélicas y Protestantes
    11-01 Todos los Santos
    12-08 Inmaculada Concepción
    12-25 Navidad`,
  MX: `01-01 Año Nuevo
    02#1 Día de la Constitución
    03#3 Natalicio de Benito Juárez
    05-01 Día del Trabajo
    09-16 Día de la Independencia
    2030-10-01 Transmisión del Poder Ejecutivo
    11#3 Día de la Revolución
    12-25 Navidad`,
  CO: `01-01 Año Nuevo
    01-06~ Reyes Magos
    03-19~ San José
    E-3 Jueves Santo
    E-2 Viernes Santo
    05-01 Día del Trabajo
    E+43 Ascensión del Señor
    E+64 Corpus Christi
    E+71 Sagrado Corazón
    06-29~ San Pedro y San Pablo
    07-20 Día de la Independencia
    08-07 Batalla de Boyacá
    08-15~ Asunción de la Virgen
    10-12~ Día de la Raza
    11-01~ Todos los Santos
    11-11~ Independencia de Cartagena
    12-08 Inmaculada Concepción
    12-25 Navidad`,
  ES: `01-01 Año Nuevo
    01-06 Epifanía del Señor
    E-2 Viernes Santo
    05-01 Fiesta del Trabajo
    08-15 Asunción de la Virgen
    10-12 Fiesta Nacional
    11-01 Todos los Santos
    12-06 Día de la Constitución
    12-08 Inmaculada Concepción
    12-25 Navidad`,
  BR: `01-01 Confraternização Universal
    E-48* Carnaval
    E-47* Carnaval
    E-2 Paixão de Cristo
    04-21 Tiradentes
    05-01 Dia do Trabalho
    E+60* Corpus Christi
    09-07 Independência do Brasil
    10-12 Nossa Senhora Aparecida
    11-02 Finados
    11-15 Proclamação da República
    11-20 Consciência Negra
    12-25 Natal`,
}
