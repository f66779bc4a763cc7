import { brandRemoved } from '#identity/contract/events.ts'
import { conversationsForgotten, messageReceived, messageSent } from '#conversations/contract/events.ts'
import * as api from '#bots/contract/away-api.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import { gather, on, serve, type Reaction, type Route, type Schedule } from '#kernel/module.ts'
import * as away from './away.ts'
import * as store from './away.store.ts'
import { asked, attended, forgetTold, tellAway, watchHours } from './telling.ts'

/** What replies outside of opening hours add to the module. */
export const routes: readonly Route[] = [
  serve(api.listAwayReplies, away.list),
  serve(api.createAwayReply, away.create),
  serve(api.updateAwayReply, away.update),
  serve(api.removeAwayReply, away.remove),
  serve(api.previewAwayReply, away.preview),
]
export const jobs: readonly JobType[] = [watchHours as JobType, tellAway as JobType, forgetTold as JobType]
export const schedules: readonly Schedule[] = [{ name: 'bots.forget-told', everySeconds: 86_400, job: forgetTold, per: 'organization' }]

/** A few seconds late: several lines in a row are answered once, and a bot has had its word. */
const shortly = { withinMs: 4_000 }

export const reactions: readonly Reaction[] = [
  gather(messageReceived, watchHours, asked, shortly),
  gather(messageSent, watchHours, attended, shortly),
  on(brandRemoved, (ctx, { brandId }) => store.forgetBrand(ctx, brandId)),
  on(conversationsForgotten, (ctx, { ids }) => store.forgetConversations(ctx, ids)),
]

export const impersonal = {
  'bots.away_reply': 'What the shop says, written for everybody.',
  'bots.away_told': 'That something was said once in a conversation; it says nothing of anybody and goes by itself.',
}
