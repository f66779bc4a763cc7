import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Currency } from '#kernel/contract/money.ts'
import { Zone } from '#kernel/contract/time.ts'
import { linesOfBusiness } from '#identity/contract/places.ts'
import { EmailInput, Locale, NewPassword, PersonName } from '#identity/contract/person.ts'
import { BrandColor, BrandName } from '#identity/contract/brand.ts'

/** ISO 3166-1 alpha-2. */
export const Country = z.string().regex(/^[A-Z]{2}$/)

export const LineOfBusiness = z.enum(linesOfBusiness)
export type LineOfBusiness = z.infer<typeof LineOfBusiness>

export const OrganizationName = z.string().trim().min(1).max(120)

/** Part of addresses: `pollos-el-gallo`. */
export const Slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/, 'kernel.fields.slug')

/** The origin of a web page, as browsers write it: `https://www.shop.example`, without a path. */
export const WebOrigin = z
  .url({ protocol: /^https?$/ })
  .max(200)
  .refine((text) => URL.canParse(text) && new URL(text).origin === text, { error: 'identity.problems.not_an_origin' })

export const Organization = z.object({
  id: Id,
  name: z.string(),
  slug: z.string(),
  locale: Locale,
  zone: z.string(),
  currency: z.string(),
  country: z.string(),
  lineOfBusiness: LineOfBusiness,
  isDemo: z.boolean(),
  requiresSecondFactor: z.boolean(),
  /** Web pages that may use the organization's API keys from a browser. */
  apiOrigins: z.array(z.string()),
  createdAt: z.string(),
  version: z.int(),
})
export type Organization = z.infer<typeof Organization>

export const UpdateOrganization = z.object({
  name: OrganizationName.optional(),
  slug: Slug.optional(),
  locale: Locale.optional(),
  zone: Zone.optional(),
  currency: Currency.optional(),
  country: Country.optional(),
  lineOfBusiness: LineOfBusiness.optional(),
  requiresSecondFactor: z.boolean().optional(),
  apiOrigins: z.array(WebOrigin).max(20).optional(),
})
export type UpdateOrganization = z.infer<typeof UpdateOrganization>

/** An organization and its first brand. */
export const CreateOrganization = z.object({
  name: OrganizationName,
  locale: Locale,
  zone: Zone,
  currency: Currency,
  country: Country,
  lineOfBusiness: LineOfBusiness,
  brand: z.object({ name: BrandName, color: BrandColor }),
})
export type CreateOrganization = z.infer<typeof CreateOrganization>

/** The first run of an empty installation: an organization and the person who owns it. */
export const SetUp = CreateOrganization.extend({
  owner: z.object({ name: PersonName, email: EmailInput, password: NewPassword }),
})
export type SetUp = z.infer<typeof SetUp>
