/** What other modules may ask of orders inside their own transaction. */
export { place as placeOrder, quoteFor } from '#orders/server/orders/placing.ts'
export { move as moveOrder } from '#orders/server/orders/moving.ts'
export { get as orderOf, ofConversation as ordersOfConversation } from '#orders/server/orders/orders.ts'
/** For whoever counts goods. */
export { goodsOf, setStockState, type OrderedGood } from '#orders/server/orders/goods.store.ts'
