import { endpoint } from '#kernel/contract/declare.ts'
import { Board, BoardQuery } from '#analytics/contract/board.ts'
import { canReadBoard } from '#analytics/contract/permissions.ts'

/** The figures of a period, in the organization's zone: those that the viewer's rights allow. */
export const getBoard = endpoint({ method: 'GET', path: '/board', permission: canReadBoard, input: BoardQuery, output: Board })
