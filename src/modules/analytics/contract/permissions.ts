import { permission } from '#kernel/contract/declare.ts'

/** See the live board, with the figures that the other rights of the role allow. */
export const canReadBoard = permission('analytics.read-board')
/** See the tables of a period and take them along as files, as far as the other rights of the role reach. */
export const canReadReports = permission('analytics.read-reports')
