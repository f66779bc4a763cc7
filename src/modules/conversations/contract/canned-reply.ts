import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

export const cannedVariables = ['clientName', 'agentName', 'companyName'] as const
export type CannedVariable = (typeof cannedVariables)[number]

const Shortcut = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}_-]{1,40}$/u)

export const CannedReply = z.object({
  id: Id,
  /** Typed after `/`. */
  shortcut: z.string(),
  text: z.string(),
  /** Null: for every brand. */
  brandId: Id.nullable(),
  usedAt: Instant.nullable(),
  updatedAt: Instant,
  version: z.int(),
})
export type CannedReply = z.infer<typeof CannedReply>

export const WriteCannedReply = z.object({
  shortcut: Shortcut,
  text: z.string().trim().min(1).max(4096),
  brandId: Id.nullable().default(null),
})

/** Fills `{{clientName}}` and its kin, spaces allowed. A variable without a value leaves nothing behind, not even a double space. */
export function fillCanned(text: string, values: Partial<Record<CannedVariable, string>>): string {
  return text
    .replace(/([ \t]?)\{\{\s*(\w+)\s*\}\}/g, (whole, space: string, name: string) => {
      if (!(cannedVariables as readonly string[]).includes(name)) return whole
      const value = values[name as CannedVariable]?.trim()
      return value ? `${space}${value}` : ''
    })
    .trim()
}
