import { permission } from '#kernel/contract/declare.ts'

/** Products, their prices to customers, promotions. */
export const canReadCatalogue = permission('commerce.read-catalogue')
export const canWriteCatalogue = permission('commerce.write-catalogue')
/** Say that something is sold out, or there again: whoever serves has to be able to. */
export const canSetAvailability = permission('commerce.set-availability')
/** What things cost the business, and what is left of a price. */
export const canReadCosts = permission('commerce.read-costs')
/** Lists, prices, changes of many prices at once. */
export const canManagePrices = permission('commerce.manage-prices')
export const canManagePromotions = permission('commerce.manage-promotions')
