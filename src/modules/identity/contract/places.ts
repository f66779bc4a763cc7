/**
 * What usually goes with a country, so that whoever starts an organization chooses one thing instead of four. Plain
 * data without schemas: the browser reads it too.
 */
export type Place = { zone: string; currency: string; locale: 'es' | 'en' | 'pt' }

export const placeByCountry: Readonly<Record<string, Place>> = {
  AR: { zone: 'America/Argentina/Buenos_Aires', currency: 'ARS', locale: 'es' },
  BO: { zone: 'America/La_Paz', currency: 'BOB', locale: 'es' },
  BR: { zone: 'America/Sao_Paulo', currency: 'BRL', locale: 'pt' },
  CL: { zone: 'America/Santiago', currency: 'CLP', locale: 'es' },
  CO: { zone: 'America/Bogota', currency: 'COP', locale: 'es' },
  DO: { zone: 'America/Santo_Domingo', currency: 'DOP', locale: 'es' },
  EC: { zone: 'America/Guayaquil', currency: 'USD', locale: 'es' },
  ES: { zone: 'Europe/Madrid', currency: 'EUR', locale: 'es' },
  MX: { zone: 'America/Mexico_City', currency: 'MXN', locale: 'es' },
  PA: { zone: 'America/Panama', currency: 'USD', locale: 'es' },
  PE: { zone: 'America/Lima', currency: 'PEN', locale: 'es' },
  PY: { zone: 'America/Asuncion', currency: 'PYG', locale: 'es' },
  SV: { zone: 'America/El_Salvador', currency: 'USD', locale: 'es' },
  US: { zone: 'America/New_York', currency: 'USD', locale: 'en' },
  UY: { zone: 'America/Montevideo', currency: 'UYU', locale: 'es' },
}

/** The currencies that the product counts in; the same as `Currency` of the kernel. */
export const currencies = ['ARS', 'BRL', 'CLP', 'COP', 'DOP', 'MXN', 'PEN', 'PYG', 'USD', 'UYU', 'BOB', 'EUR'] as const

/** What the shop lives on. It chooses the words and the examples of a new organization. */
export const linesOfBusiness = [
  'food',
  'retail',
  'beauty',
  'health',
  'education',
  'services',
  'trades',
  'automotive',
  'lodging',
  'property',
  'wholesale',
  'other',
] as const

/** Colours to begin with: far enough from each other, and every one of them carries white letters. */
export const brandColors = [
  '#c2410c',
  '#b91c1c',
  '#be185d',
  '#7e22ce',
  '#4338ca',
  '#1d4ed8',
  '#0e7490',
  '#0f766e',
  '#15803d',
  '#4d7c0f',
  '#a16207',
  '#44403c',
] as const
