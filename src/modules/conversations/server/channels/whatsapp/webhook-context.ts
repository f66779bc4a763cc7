import { z } from 'zod'
import { identifier, optionalFlag, optionalIdentifier, optionalText } from './lenient.ts'
import type { Context, Referral } from './webhook-facts.ts'

const product = z.object({ catalog_id: optionalIdentifier, product_retailer_id: identifier })
const contextSchema = z.object({
  id: optionalIdentifier,
  forwarded: optionalFlag,
  frequently_forwarded: optionalFlag,
  referred_product: product.nullish().catch(null),
})

/** What the message hangs on: the one it answers, a forward, a product. Null when on nothing. */
export function contextOf(raw: unknown): Context | null {
  const data = contextSchema.safeParse(raw)
  if (!data.success) return null
  const { id, forwarded, frequently_forwarded, referred_product: asked } = data.data
  if (!id && !forwarded && !frequently_forwarded && !asked) return null
  return {
    replyToId: id,
    isForwarded: forwarded || frequently_forwarded,
    isFrequentlyForwarded: frequently_forwarded,
    product: asked ? { catalogId: asked.catalog_id, retailerId: asked.product_retailer_id } : null,
  }
}

const referral = z.object({
  source_type: optionalText(40),
  source_id: optionalText(100),
  source_url: optionalText(2_000),
  headline: optionalText(500),
  body: optionalText(2_000),
  media_type: optionalText(40),
  image_url: optionalText(2_000),
  video_url: optionalText(2_000),
  thumbnail_url: optionalText(2_000),
  ctwa_clid: optionalText(500),
  welcome_message: z.object({ text: optionalText(2_000) }).catch({ text: null }),
})

/** Only the first message after a click carries it. */
export function referralOf(raw: unknown): Referral | null {
  const data = referral.safeParse(raw)
  if (!data.success) return null
  const from = data.data
  return {
    sourceType: from.source_type,
    sourceId: from.source_id,
    sourceUrl: from.source_url,
    headline: from.headline,
    body: from.body,
    mediaType: from.media_type,
    mediaUrl: from.image_url ?? from.video_url,
    thumbnailUrl: from.thumbnail_url,
    clickId: from.ctwa_clid,
    welcomeText: from.welcome_message.text,
  }
}
