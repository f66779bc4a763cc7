import { problem } from '#kernel/problem.ts'

export const periodTooLong = problem<{ days: number }>('analytics.period_too_long', 422)
export const reportNotFound = problem('analytics.report_not_found', 404)
/** A CSV bears more. */
export const tooManyRows = problem<{ count: number; limit: number }>('analytics.too_many_rows', 409)
