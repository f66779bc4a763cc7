import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

export const answersChanged = event('bots.answer.changed', z.object({ id: Id }))
