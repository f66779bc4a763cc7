/** Every failure of the module: `export const notFound = problem('purchasing.thing_not_found', 404)`. */
export {}
