import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { ContactKind } from '#crm/contract/contact.ts'

/** `works_at` a company and `referred_by` somebody have a direction; `family` and `other` hold both ways. */
export const LinkKind = z.enum(['works_at', 'referred_by', 'family', 'other'])
export type LinkKind = z.infer<typeof LinkKind>

/** `out`: the contact works at, or was referred by, the other one; `in`: the other way round. */
export const LinkDirection = z.enum(['out', 'in'])
export type LinkDirection = z.infer<typeof LinkDirection>

/** A link as one of the two sees it. */
export const ContactLink = z.object({
  id: Id,
  kind: LinkKind,
  direction: LinkDirection,
  /** "Compras", "hermana", "socio". */
  role: z.string(),
  other: z.object({ id: Id, name: z.string(), kind: ContactKind }),
  createdAt: Instant,
})
export type ContactLink = z.infer<typeof ContactLink>

export const LinkContact = z.object({
  id: Id,
  otherId: Id,
  kind: LinkKind,
  direction: LinkDirection.default('out'),
  role: z.string().trim().max(60).default(''),
})
export type LinkContact = z.output<typeof LinkContact>
