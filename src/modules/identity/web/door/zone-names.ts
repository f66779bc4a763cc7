/** The places of our continent that are written with more than the letters of a zone's identifier. */
const spelled: Record<string, string> = {
  Araguaina: 'Araguaína',
  Asuncion: 'Asunción',
  Belem: 'Belém',
  Bogota: 'Bogotá',
  Cancun: 'Cancún',
  Ciudad_Juarez: 'Ciudad Juárez',
  Cordoba: 'Córdoba',
  Cuiaba: 'Cuiabá',
  Maceio: 'Maceió',
  Mazatlan: 'Mazatlán',
  Merida: 'Mérida',
  Mexico_City: 'Ciudad de México',
  New_York: 'Nueva York',
  Panama: 'Panamá',
  Rio_Gallegos: 'Río Gallegos',
  Santarem: 'Santarém',
  Sao_Paulo: 'São Paulo',
  Tucuman: 'Tucumán',
}

const nameOf = (part: string): string => spelled[part] ?? part.replaceAll('_', ' ')

/** `America/Argentina/Cordoba` reads `Argentina, Córdoba`. */
export const zoneName = (zone: string): string => zone.split('/').slice(1).map(nameOf).join(', ') || zone

/** `America/Argentina/Cordoba` reads `Córdoba`. */
export const cityOfZone = (zone: string): string => nameOf(zone.split('/').at(-1) ?? zone)
