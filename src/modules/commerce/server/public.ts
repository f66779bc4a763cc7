/** What other modules may ask of commerce inside their own transaction. */
export { keepUses as keepPromotionUses } from '#commerce/server/promotions/uses.ts'
export type { KeepUses as KeepPromotionUses } from '#commerce/server/promotions/uses.ts'
