import type { z } from 'zod'
import { occasionCame } from '#crm/contract/occasion-events.ts'
import type { Ctx } from '#kernel/ctx.ts'

/** A module that knows of the end of something tells it here, and not to everybody who may want to ask about it. */
export const tell = (ctx: Ctx, occasion: z.output<typeof occasionCame.data>): Promise<void> => ctx.emit(occasionCame, occasion)
