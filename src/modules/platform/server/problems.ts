import { problem } from '#kernel/problem.ts'

export const onlyInDemos = problem('platform.only_in_demos', 404)
export const noSuchChat = problem('platform.no_such_chat', 404)
export const noSuchFile = problem('platform.no_such_file', 404)
/** Numbers kept for fiction are few; all of those for new people are in use. */
export const noNumberLeft = problem('platform.no_number_left', 409)
export const phoneIsOff = problem('platform.phone_is_off', 503)
