import type { JobType } from '#kernel/jobs/job.ts'
import type { Metric, Reaction, Report, Schedule } from '#kernel/module.ts'
import { orderMetrics } from '#orders/server/figures/board.ts'
import { salesReactions, salesSchedules, settleSales } from '#orders/server/figures/sales-days.ts'
import { salesReports } from '#orders/server/figures/sales-reports.ts'

export const figureReports: readonly Report[] = salesReports
export const figureMetrics: readonly Metric[] = orderMetrics
export const figureReactions: readonly Reaction[] = salesReactions
export const figureJobs: readonly JobType[] = [settleSales]
export const figureSchedules: readonly Schedule[] = salesSchedules
