import type { Listing } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { isLoopback } from '#kernel/http/loopback.ts'
import * as store from '#kernel/mail/mail.store.ts'

export const list = async (ctx: Ctx, input: Listing) => ({
  ...(await store.page(ctx, input)),
  hasServer: ctx.mail.hasServer,
  localAddress: isLoopback(new URL(ctx.config.publicUrl).hostname) ? ctx.config.publicUrl : null,
})
