/** Every failure of the module: `export const notFound = problem('surveys.thing_not_found', 404)`. */
export {}
