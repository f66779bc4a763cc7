import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

const priceMinor = z.int().min(-1_000_000_000_000).max(1_000_000_000_000)

export const Modifier = z.object({
  id: Id,
  name: z.string(),
  /** On top of the price of the product, in the currency of the list that is asked; below zero where something is left out. */
  priceMinor: z.int(),
  /** What it takes from the shelf, when that is sold by itself too; sold out there, it is not to be had here. */
  variantId: Id.nullable(),
  isAvailable: z.boolean(),
})
export type Modifier = z.infer<typeof Modifier>

/** What may be asked of a product: at least `least` of these and at most `most`, the same one twice counted twice. */
export const ModifierGroup = z.object({
  id: Id,
  name: z.string(),
  least: z.int(),
  most: z.int(),
  modifiers: z.array(Modifier),
  productCount: z.int(),
  archivedAt: Instant.nullable(),
  version: z.int(),
})
export type ModifierGroup = z.infer<typeof ModifierGroup>

/** A modifier without an id is new; those left out are offered no more. */
export const WriteModifier = z.object({
  id: Id.optional(),
  name: z.string().trim().min(1).max(80),
  priceMinor: priceMinor.default(0),
  variantId: Id.nullable().default(null),
  isAvailable: z.boolean().default(true),
})
export type WriteModifier = z.output<typeof WriteModifier>

export const WriteModifierGroup = z
  .object({
    name: z.string().trim().min(1).max(80),
    least: z.int().min(0).max(30).default(0),
    most: z.int().min(1).max(30).default(1),
    modifiers: z.array(WriteModifier).min(1).max(60),
  })
  .refine(({ least, most }) => least <= most, { error: 'commerce.problems.least_above_most', path: ['most'] })
export type WriteModifierGroup = z.output<typeof WriteModifierGroup>
