import { permission } from '#kernel/contract/declare.ts'

/** See the live board, with the figures that the other rights of the role allow. */
export const canReadBoard = permission('analytics.read-board')
