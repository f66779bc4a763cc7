import { activityRecorded, consentChanged, contactUpdated } from '#crm/contract/events.ts'
import { purchases } from '#crm/contract/purchases.ts'
import {
  brandRemoved,
  calendarRemoved,
  calendarUpdated,
  memberRemoved,
  organizationCreated,
  teamRemoved,
} from '#identity/contract/events.ts'
import { activityReactions } from '#conversations/server/activities/activities.ts'
import { availabilityChanged, channelCreated, conversationUpdated, messageReceived } from '#conversations/contract/events.ts'
import * as channels from '#conversations/server/channels/channels.store.ts'
import * as assignment from '#conversations/server/conversations/assignment.ts'
import { cardOf } from '#conversations/server/conversations/card.store.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { searchTextOf } from '#conversations/server/conversations/customer.ts'
import { brandInUse, calendarInUse } from '#conversations/server/problems.ts'
import * as policies from '#conversations/server/sla/policies.ts'
import { recountClocks } from '#conversations/server/sla/recount.job.ts'
import { usesCalendar } from '#conversations/server/sla/policies.store.ts'
import { contactMergeReactions } from '#conversations/server/merge/contact-merge.ts'
import { routingReactions } from '#conversations/server/routing/reactions.ts'
import * as presence from '#conversations/server/reports/presence.store.ts'
import * as scheduled from '#conversations/server/scheduled/scheduled.ts'
import { syncNewChannel } from '#conversations/server/templates/sync.job.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { after, on, type Reaction } from '#kernel/module.ts'

/** The inbox shows names without asking whose they are: they follow the contact in the transaction of its change. */
async function rename(ctx: Ctx, contactId: string, name: string): Promise<void> {
  const rows = (await conversations.lockOfContact(ctx, contactId)).filter((row) => row.contactName !== name)
  for (const row of rows)
    await conversations.rename(ctx, row.id, name, searchTextOf({ contactName: name, contactAddress: row.contactAddress }))
  for (const card of await conversations.cards(
    ctx,
    rows.map((row) => row.id),
  )) {
    const was = { assigneeId: card.assigneeId, teamId: card.teamId }
    await ctx.emit(conversationUpdated, { conversation: cardOf(card, ctx.now), was, actorName: null, activity: null })
  }
}

export const releaseWork = job({
  name: 'conversations.release-work',
  payload: memberRemoved.data,
  run: (ctx, { personId }) => assignment.letGo(ctx, personId),
})

export const releaseTeamWork = job({
  name: 'conversations.release-team-work',
  payload: teamRemoved.data,
  run: (ctx, { teamId }) => assignment.letGoOfTeam(ctx, teamId),
})

export const reactions: readonly Reaction[] = [
  on(contactUpdated, async (ctx, { contactId, changed, row }) => {
    if (changed.includes('name')) await rename(ctx, contactId, row.name)
  }),
  on(messageReceived, async (ctx, { conversation, isTaken }) => {
    if (!isTaken) await scheduled.cancelOfContact(ctx, conversation.contactId, 'customer_answered')
  }),
  on(consentChanged, async (ctx, { contactId, channel, state }) => {
    if (channel === 'whatsapp' && state === 'denied') await scheduled.cancelOfContact(ctx, contactId, 'opted_out')
  }),
  // An order or a deal that is won, whichever module it is kept in: all of them record what the contact did.
  on(activityRecorded, async (ctx, { contacts }) => {
    for (const { contactId, kinds, at } of contacts)
      if (kinds.some((kind) => purchases.has(kind))) await scheduled.cancelOfContact(ctx, contactId, 'bought', at)
  }),
  on(availabilityChanged, presence.change),
  on(brandRemoved, async (ctx, { brandId }) => {
    if (await channels.inBrand(ctx, brandId)) throw brandInUse()
  }),
  on(teamRemoved, (ctx, { teamId }) => channels.forgetTeam(ctx, teamId)),
  on(organizationCreated, (ctx) => policies.layOut(ctx)),
  after(calendarUpdated, recountClocks),
  on(calendarRemoved, async (ctx, { calendarId }) => {
    if (await usesCalendar(ctx, calendarId)) throw calendarInUse()
  }),
  after(teamRemoved, releaseTeamWork),
  after(memberRemoved, releaseWork),
  ...contactMergeReactions,
  ...routingReactions,
  ...activityReactions,
  after(channelCreated, syncNewChannel),
]
