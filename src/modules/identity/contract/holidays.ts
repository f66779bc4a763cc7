/**
 * Public holidays by country, to be copied into a calendar. Plain data without schemas: the browser reads it too. Days that
 * a law moves to a Monday stand where it moves them. `isOptional`: a bridge day or one that many places work on.
 *
 * Sources: AR Ley 27.399 and Resolución 164/2025 (bridge days of 2026; those of 2027 are not decreed yet); UY Ley 16.805; CL
 * Leyes 19.668, 20.299 and 20.983; MX Ley Federal del Trabajo art. 74; CO Ley 51 de 1983; ES Estatuto de los Trabajadores
 * art. 37.2 (national ones only: regions add and move some); BR Leis 662/1949, 6.802/1980, 9.093/1995 and 14.759/2023.
 */
export type Holiday = { readonly day: string; readonly name: string; readonly isOptional?: true }

/** `01-01 Año Nuevo` a line; `*` behind the day marks an optional one. */
function of(year: number, lines: string): Holiday[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [date = '', ...words] = line.trim().split(' ')
      return { day: `${year}-${date.slice(0, 5)}`, name: words.join(' '), ...(date.endsWith('*') && { isOptional: true as const }) }
    })
}

export const holidaysByCountry: Readonly<Record<string, readonly Holiday[]>> = {
  AR: [
    ...of(
      2026,
      `01-01 Año Nuevo
      02-16 Carnaval
      02-17 Carnaval
      03-23* Día no laborable turístico
      03-24 Día de la Memoria
      04-02 Veteranos y Caídos en Malvinas
      04-03 Viernes Santo
      05-01 Día del Trabajador
      05-25 Revolución de Mayo
      06-15 Paso a la Inmortalidad de Güemes
      06-20 Paso a la Inmortalidad de Belgrano
      07-09 Día de la Independencia
      07-10* Día no laborable turístico
      08-17 Paso a la Inmortalidad de San Martín
      10-12 Respeto a la Diversidad Cultural
      11-23 Soberanía Nacional
      12-07* Día no laborable turístico
      12-08 Inmaculada Concepción
      12-25 Navidad`,
    ),
    ...of(
      2027,
      `01-01 Año Nuevo
      02-08 Carnaval
      02-09 Carnaval
      03-24 Día de la Memoria
      03-26 Viernes Santo
      04-02 Veteranos y Caídos en Malvinas
      05-01 Día del Trabajador
      05-25 Revolución de Mayo
      06-20 Paso a la Inmortalidad de Belgrano
      06-21 Paso a la Inmortalidad de Güemes
      07-09 Día de la Independencia
      08-16 Paso a la Inmortalidad de San Martín
      10-11 Respeto a la Diversidad Cultural
      11-20 Soberanía Nacional
      12-08 Inmaculada Concepción
      12-25 Navidad`,
    ),
  ],
  UY: [
    ...of(
      2026,
      `01-01 Año Nuevo
      01-06* Día de los Niños
      02-16* Carnaval
      02-17* Carnaval
      04-02* Semana de Turismo
      04-03* Semana de Turismo
      04-19* Desembarco de los Treinta y Tres
      05-01 Día de los Trabajadores
      05-18* Batalla de Las Piedras
      06-19* Natalicio de Artigas
      07-18 Jura de la Constitución
      08-25 Declaratoria de la Independencia
      10-12* Día de la Raza
      11-02* Día de los Difuntos
      12-25 Día de la Familia`,
    ),
    ...of(
      2027,
      `01-01 Año Nuevo
      01-06* Día de los Niños
      02-08* Carnaval
      02-09* Carnaval
      03-25* Semana de Turismo
      03-26* Semana de Turismo
      04-19* Desembarco de los Treinta y Tres
      05-01 Día de los Trabajadores
      05-17* Batalla de Las Piedras
      06-19* Natalicio de Artigas
      07-18 Jura de la Constitución
      08-25 Declaratoria de la Independencia
      10-11* Día de la Raza
      11-02* Día de los Difuntos
      12-25 Día de la Familia`,
    ),
  ],
  CL: [
    ...of(
      2026,
      `01-01 Año Nuevo
      04-03 Viernes Santo
      04-04 Sábado Santo
      05-01 Día del Trabajo
      05-21 Glorias Navales
      06-21 Pueblos Indígenas
      06-29 San Pedro y San Pablo
      07-16 Virgen del Carmen
      08-15 Asunción de la Virgen
      09-18 Independencia Nacional
      09-19 Glorias del Ejército
      10-12 Encuentro de Dos Mundos
      10-31 Iglesias Evangélicas y Protestantes
      11-01 Todos los Santos
      12-08 Inmaculada Concepción
      12-25 Navidad`,
    ),
    ...of(
      2027,
      `01-01 Año Nuevo
      03-26 Viernes Santo
      03-27 Sábado Santo
      05-01 Día del Trabajo
      05-21 Glorias Navales
      06-21 Pueblos Indígenas
      06-28 San Pedro y San Pablo
      07-16 Virgen del Carmen
      08-15 Asunción de la Virgen
      09-17 Fiestas Patrias
      09-18 Independencia Nacional
      09-19 Glorias del Ejército
      10-11 Encuentro de Dos Mundos
      10-31 Iglesias Evangélicas y Protestantes
      11-01 Todos los Santos
      12-08 Inmaculada Concepción
      12-25 Navidad`,
    ),
  ],
  MX: [
    ...of(
      2026,
      `01-01 Año Nuevo
      02-02 Día de la Constitución
      03-16 Natalicio de Benito Juárez
      05-01 Día del Trabajo
      09-16 Día de la Independencia
      11-16 Día de la Revolución
      12-25 Navidad`,
    ),
    ...of(
      2027,
      `01-01 Año Nuevo
      02-01 Día de la Constitución
      03-15 Natalicio de Benito Juárez
      05-01 Día del Trabajo
      09-16 Día de la Independencia
      11-15 Día de la Revolución
      12-25 Navidad`,
    ),
  ],
  CO: [
    ...of(
      2026,
      `01-01 Año Nuevo
      01-12 Reyes Magos
      03-23 San José
      04-02 Jueves Santo
      04-03 Viernes Santo
      05-01 Día del Trabajo
      05-18 Ascensión del Señor
      06-08 Corpus Christi
      06-15 Sagrado Corazón
      06-29 San Pedro y San Pablo
      07-20 Día de la Independencia
      08-07 Batalla de Boyacá
      08-17 Asunción de la Virgen
      10-12 Día de la Raza
      11-02 Todos los Santos
      11-16 Independencia de Cartagena
      12-08 Inmaculada Concepción
      12-25 Navidad`,
    ),
    ...of(
      2027,
      `01-01 Año Nuevo
      01-11 Reyes Magos
      03-22 San José
      03-25 Jueves Santo
      03-26 Viernes Santo
      05-01 Día del Trabajo
      05-10 Ascensión del Señor
      05-31 Corpus Christi
      06-07 Sagrado Corazón
      07-05 San Pedro y San Pablo
      07-20 Día de la Independencia
      08-07 Batalla de Boyacá
      08-16 Asunción de la Virgen
      10-18 Día de la Raza
      11-01 Todos los Santos
      11-15 Independencia de Cartagena
      12-08 Inmaculada Concepción
      12-25 Navidad`,
    ),
  ],
  ES: [
    ...of(
      2026,
      `01-01 Año Nuevo
      01-06 Epifanía del Señor
      04-03 Viernes Santo
      05-01 Fiesta del Trabajo
      08-15 Asunción de la Virgen
      10-12 Fiesta Nacional
      11-01 Todos los Santos
      12-06 Día de la Constitución
      12-08 Inmaculada Concepción
      12-25 Navidad`,
    ),
    ...of(
      2027,
      `01-01 Año Nuevo
      01-06 Epifanía del Señor
      03-26 Viernes Santo
      05-01 Fiesta del Trabajo
      08-15 Asunción de la Virgen
      10-12 Fiesta Nacional
      11-01 Todos los Santos
      12-06 Día de la Constitución
      12-08 Inmaculada Concepción
      12-25 Navidad`,
    ),
  ],
  BR: [
    ...of(
      2026,
      `01-01 Confraternização Universal
      02-16* Carnaval
      02-17* Carnaval
      04-03 Paixão de Cristo
      04-21 Tiradentes
      05-01 Dia do Trabalho
      06-04* Corpus Christi
      09-07 Independência do Brasil
      10-12 Nossa Senhora Aparecida
      11-02 Finados
      11-15 Proclamação da República
      11-20 Consciência Negra
      12-25 Natal`,
    ),
    ...of(
      2027,
      `01-01 Confraternização Universal
      02-08* Carnaval
      02-09* Carnaval
      03-26 Paixão de Cristo
      04-21 Tiradentes
      05-01 Dia do Trabalho
      05-27* Corpus Christi
      09-07 Independência do Brasil
      10-12 Nossa Senhora Aparecida
      11-02 Finados
      11-15 Proclamação da República
      11-20 Consciência Negra
      12-25 Natal`,
    ),
  ],
}
