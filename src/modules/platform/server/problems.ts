import { problem } from '#kernel/problem.ts'

export const onlyInDemos = problem('platform.only_in_demos', 404)
export const noSuchChat = problem('platform.no_such_chat', 404)
export const phoneIsOff = problem('platform.phone_is_off', 503)
