import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'

/** Degrees, WGS 84. */
export const Coordinates = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
export type Coordinates = z.infer<typeof Coordinates>

const text = (most: number) => z.string().trim().max(most).default('')

/** A place of a contact as people write it. At least one of street, city, state, postcode and coordinates says something. */
export const TypedAddress = z.object({
  /** Of an address that exists; a new one has none. */
  id: Id.optional(),
  /** What it is to them: "Casa", "Depósito". */
  label: text(40),
  street: text(120),
  number: text(20),
  /** Floor, flat, office, lot. */
  unit: text(40),
  city: text(80),
  state: text(80),
  postcode: text(20),
  /** ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null),
  /** How to find it: "Portón verde, tocar dos veces". */
  notes: text(300),
  coordinates: Coordinates.nullable().default(null),
  isPrimary: z.boolean().default(false),
})
export type TypedAddress = z.output<typeof TypedAddress>

/** The first of a contact's addresses is the primary one. */
export const Address = TypedAddress.required().extend({ id: Id })
export type Address = z.infer<typeof Address>

export const mostAddresses = 10
