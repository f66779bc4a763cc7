import { endpoint } from '#kernel/contract/declare.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { ListMovements, Movement } from '#inventory/contract/movement.ts'
import { canReadStock } from '#inventory/contract/permissions.ts'

/** The newest first; of a product, a place, a kind of document, a time. */
export const listMovements = endpoint({
  method: 'GET',
  path: '/stock-movements',
  permission: canReadStock,
  input: ListMovements,
  output: pageOf(Movement),
})
