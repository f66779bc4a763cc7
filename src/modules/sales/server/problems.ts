/** Every failure of the module: `export const notFound = problem('sales.thing_not_found', 404)`. */
export {}
