import { live, serve, type Live, type Route, type Topic } from '#kernel/module.ts'
import { canReadPayables, canReadPurchases } from '#purchasing/contract/permissions.ts'
import * as api from '#purchasing/contract/purchase-api.ts'
import { payableChanged, purchaseChanged, supplierChanged } from '#purchasing/contract/purchase-events.ts'
import * as closing from '#purchasing/server/orders/closing.ts'
import * as drafts from '#purchasing/server/orders/drafts.ts'
import * as orders from '#purchasing/server/orders/orders.ts'
import * as paper from '#purchasing/server/orders/paper.ts'
import * as sending from '#purchasing/server/orders/sending.ts'
import * as suggestions from '#purchasing/server/orders/suggestions.ts'
import * as costing from '#purchasing/server/receipts/costing.ts'
import * as landing from '#purchasing/server/receipts/landing.ts'
import * as receiving from '#purchasing/server/receipts/receiving.ts'
import * as receipts from '#purchasing/server/receipts/receipts.ts'
import * as returning from '#purchasing/server/receipts/returning.ts'

export const purchaseRoutes: readonly Route[] = [
  serve(api.listPurchases, orders.list),
  serve(api.getPurchaseBoard, orders.board),
  serve(api.getPurchase, orders.get),
  serve(api.createPurchase, drafts.create),
  serve(api.editPurchase, drafts.edit),
  serve(api.decidePurchase, drafts.decide),
  serve(api.sendPurchase, sending.send),
  serve(api.closePurchase, closing.close),
  serve(api.cancelPurchase, closing.cancel),
  serve(api.printPurchase, paper.print),
  serve(api.listSuggestions, suggestions.list),
  serve(api.orderSuggested, suggestions.order),
  serve(api.listReceipts, receipts.list),
  serve(api.receiveGoods, receiving.receive),
  serve(api.returnGoods, returning.giveBack),
  serve(api.addLandedCost, landing.add),
  serve(api.getCostEffects, costing.effects),
  serve(api.confirmCosts, costing.confirm),
]

const board = 'purchasing.board'
const payables = 'purchasing.payables'

export const purchaseTopics: readonly Topic[] = [
  { prefix: board, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadPurchases)) },
  { prefix: payables, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadPayables)) },
]

const ofContact = (contactId: string | null): string[] => (contactId ? [`crm.contact:${contactId}`] : [])

export const purchaseLives: readonly Live[] = [
  live(
    purchaseChanged,
    ({ card }) => [board, ...ofContact(card.contactId)],
    (viewer, { card, what }) => (viewer.permissions.has(canReadPurchases.code) ? { card, what } : null),
  ),
  live(
    supplierChanged,
    ({ contactId }) => [board, ...ofContact(contactId)],
    (viewer, { supplierId }) => (viewer.permissions.has(canReadPurchases.code) ? { supplierId } : null),
  ),
  live(
    payableChanged,
    ({ contactId }) => [payables, ...ofContact(contactId)],
    (viewer, { supplierId }) => (viewer.permissions.has(canReadPayables.code) ? { supplierId } : null),
  ),
]
