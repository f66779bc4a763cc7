import type { Ctx } from '#kernel/ctx.ts'

/**
 * Hears what somebody outside says before it counts as something that waits for an answer, because the module had asked
 * them: only while its question is open, or when they press what it offered (an id that begins with `<name>:<question id>:`).
 * In the transaction of the delivery, so it has to be quick. `taken`: it was the answer, it stays in the thread and nobody
 * has to do anything about it. `heard`: it was kept, and somebody has to look at it all the same. `passed`: not for it.
 */
export type Listener = { name: string; hear: (ctx: Ctx, said: Heard) => Promise<'taken' | 'heard' | 'passed'> }
/** `content` is what the message says, as the module that delivers it knows it. `at`: when it was written. */
export type Heard = { questionId: string; conversationId: string; contactId: string; messageId: string; at: string; content: unknown }
