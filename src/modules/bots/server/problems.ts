/** Every failure of the module: `export const notFound = problem('bots.thing_not_found', 404)`. */
export {}
