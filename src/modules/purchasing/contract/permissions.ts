import { permission } from '#kernel/contract/declare.ts'

/** Orders to suppliers, what came of them, who the suppliers are and what they sell. */
export const canReadPurchases = permission('purchasing.read-purchases')
/** Write orders and send them; suppliers and what they sell. */
export const canBuy = permission('purchasing.buy')
/** Agree to what costs more than a person may spend alone, to more goods than were ordered, and to bills that do not match. */
export const canApprove = permission('purchasing.approve')
/** Take goods in, and send them back. */
export const canReceiveGoods = permission('purchasing.receive-goods')
/** What is owed to suppliers. */
export const canReadPayables = permission('purchasing.read-payables')
/** Write down bills and payments. */
export const canPaySuppliers = permission('purchasing.pay-suppliers')
/** From which amount on somebody has to agree, and what is tolerated. */
export const canManagePurchasing = permission('purchasing.manage-purchasing')
