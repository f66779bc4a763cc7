import { expectedPurchases, type PurchaseHistory, type PurchaseModel } from '#orders/server/customers/purchase-model.ts'

/** 365.25 days in twelve parts of seven: months are counted in the weeks of the model, never in days. */
export const weeksPerMonth = 4.345
export const monthlyDiscount = 0.01
export const valueMonths = 12

/** What somebody is expected to buy for within so many months, each month's worth a little less than the one before. */
export function lifetimeValue(model: PurchaseModel, history: PurchaseHistory, spend: number, months = valueMonths): number {
  let before = 0
  let value = 0
  for (let month = 1; month <= months; month++) {
    const until = expectedPurchases(model, history, month * weeksPerMonth)
    value += (spend * (until - before)) / (1 + monthlyDiscount) ** month
    before = until
  }
  return value
}
