import { z } from 'zod'
import { faultsOf } from '#conversations/contract/interactive-limits.ts'

/** A product by what the catalogue calls it; its name as it was when it was sent, null when the catalogue is not known here. */
export const ProductRef = z.object({ sku: z.string().max(256), name: z.string().max(500).nullable().default(null) })
export type ProductRef = z.infer<typeof ProductRef>

/** Bounds that keep nonsense away; what the provider takes is `faultsOf`, which says it by field. */
const text = z.string().max(4096)
const optional = text.nullable().default(null)
const id = z.string().min(1).max(200)
const framed = { header: optional, body: text, footer: optional }

/** A message that the customer answers by pressing: with buttons, a list, a link, products, a form or a request for the place. */
export const Interactive = z.discriminatedUnion('type', [
  z.object({ type: z.literal('buttons'), ...framed, buttons: z.array(z.object({ id, title: text })).max(20) }),
  z.object({
    type: z.literal('list'),
    ...framed,
    /** What opens it. */
    button: text,
    sections: z.array(z.object({ title: optional, rows: z.array(z.object({ id, title: text, description: optional })).max(50) })).max(50),
  }),
  z.object({ type: z.literal('link'), ...framed, text, url: text }),
  z.object({ type: z.literal('product'), body: optional, footer: optional, catalogId: text, product: ProductRef }),
  z.object({
    type: z.literal('product-list'),
    ...framed,
    catalogId: text,
    sections: z.array(z.object({ title: text, products: z.array(ProductRef).max(100) })).max(50),
  }),
  /** The whole catalogue behind a button. */
  z.object({ type: z.literal('catalog'), body: text, footer: optional, cover: ProductRef.nullable().default(null) }),
  z.object({ type: z.literal('location-request'), body: text }),
  /** A form (a flow made in the provider's console), opened at its `screen`. */
  z.object({ type: z.literal('flow'), ...framed, text, flowId: text, screen: text, isDraft: z.boolean().default(false) }),
])
export type Interactive = z.output<typeof Interactive>
export type InteractiveType = Interactive['type']

/** The same, refused where the provider would refuse it; the paths of the issues are those of `faultsOf`. */
export const SendableInteractive = Interactive.superRefine((interactive, issues) => {
  for (const { where, rule, max } of faultsOf(interactive)) {
    const path = where.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
    issues.addIssue({ code: 'custom', path, message: max > 0 ? `${rule} (${max})` : rule })
  }
})
