import { problem } from '#kernel/problem.ts'

/** More than one file of this format can hold without keeping everybody else waiting. */
export const tooManyProducts = problem<{ limit: number }>('commerce.too_many_products', 422)
