import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Currency } from '#kernel/contract/money.ts'
import { Zone } from '#kernel/contract/time.ts'
import { Locale } from '#identity/contract/person.ts'

/** `#rrggbb` in lower case. */
export const BrandColor = z
  .string()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/)

export const BrandName = z.string().trim().min(1).max(80)

/** CSS custom properties by name (`--brand`), computed once per colour so that text on them can be read (WCAG AA). */
export const ThemeVariables = z.record(z.string(), z.string())
export const BrandTheme = z.object({ light: ThemeVariables, dark: ThemeVariables })
export type BrandTheme = z.infer<typeof BrandTheme>

/** What a colour becomes: its theme, and the contrast of white letters on its light accent (WCAG, 1 to 21). */
export const ColorPreview = z.object({ accent: z.string(), contrast: z.number(), theme: BrandTheme })
export type ColorPreview = z.infer<typeof ColorPreview>

/** A face that the organization shows to its customers. The main one gives the application its colours. */
export const Brand = z.object({
  id: Id,
  name: z.string(),
  color: z.string(),
  logoFileId: Id.nullable(),
  logoUrl: z.string().nullable(),
  zone: z.string(),
  currency: z.string(),
  locale: Locale,
  isMain: z.boolean(),
  theme: BrandTheme,
  version: z.int(),
})
export type Brand = z.infer<typeof Brand>

/** What the other modules and the shell need of a brand. */
export const BrandSummary = Brand.pick({ id: true, name: true, logoUrl: true, color: true, zone: true, currency: true, locale: true })
export type BrandSummary = z.infer<typeof BrandSummary>

/** A picture that was uploaded to become a logo; forgotten after two days unless a brand takes it. */
export const UploadedLogo = z.object({ fileId: Id, url: z.string() })
export type UploadedLogo = z.infer<typeof UploadedLogo>

export const CreateBrand = z.object({
  name: BrandName,
  color: BrandColor,
  logoFileId: Id.nullable().default(null),
  zone: Zone,
  currency: Currency,
  locale: Locale,
})
export type CreateBrand = z.infer<typeof CreateBrand>

export const UpdateBrand = z.object({
  id: Id,
  name: BrandName.optional(),
  color: BrandColor.optional(),
  logoFileId: Id.nullable().optional(),
  zone: Zone.optional(),
  currency: Currency.optional(),
  locale: Locale.optional(),
  isMain: z.literal(true).optional(),
})
export type UpdateBrand = z.infer<typeof UpdateBrand>
