import { serve, type Route } from '#kernel/module.ts'
import * as api from '#orders/contract/notice-api.ts'
import * as notices from '#orders/server/telling/notices.ts'
import { tellDelivered } from '#orders/server/telling/delivered.job.ts'
import { followSteps, tellCustomer, writeStep } from '#orders/server/telling/telling.job.ts'

export const tellingRoutes: readonly Route[] = [serve(api.listNotices, notices.list), serve(api.updateNotices, notices.update)]
export const tellingJobs = [followSteps, tellCustomer, tellDelivered, writeStep]
