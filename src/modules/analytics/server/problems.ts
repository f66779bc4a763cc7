import { problem } from '#kernel/problem.ts'

export const periodTooLong = problem<{ days: number }>('analytics.period_too_long', 422)
