/** Every failure of the module: `export const notFound = problem('commerce.thing_not_found', 404)`. */
export {}
