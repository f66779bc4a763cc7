/** Every failure of the module: `export const notFound = problem('orders.thing_not_found', 404)`. */
export {}
