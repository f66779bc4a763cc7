import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/** A stage in which any key is longer than this gets new ones. */
export const longestKey = 40

/** A key between two others, by bytes; `null`: before everything, after everything. */
export const keyBetween = (above: string | null, below: string | null): string => generateKeyBetween(above, below)

export const keysBetween = (above: string | null, below: string | null, count: number): string[] =>
  generateNKeysBetween(above, below, count)
