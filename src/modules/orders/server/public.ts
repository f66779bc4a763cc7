/** What other modules may ask of orders inside their own transaction: whoever counts goods. */
export { goodsOf, setStockState, type OrderedGood } from '#orders/server/orders/goods.store.ts'
export { heldCard } from '#orders/server/orders/orders.ts'
