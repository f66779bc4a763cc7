import type { QueryClient } from '@tanstack/react-query'
import { listCannedReplies } from '#conversations/contract/canned-reply-api.ts'
import { getChannel, listChannelNames, listChannels } from '#conversations/contract/channel-api.ts'
import { getChannelReport, getChannelSetup } from '#conversations/contract/channel-health-api.ts'
import * as events from '#conversations/contract/events.ts'
import type { InboxPatch, ThreadPatch } from '#conversations/contract/events.ts'
import { getConversation } from '#conversations/contract/api.ts'
import { getTemplate, listTemplateAccounts, listTemplates } from '#conversations/contract/template-api.ts'
import { inboxViews } from '#conversations/contract/inbox-view-api.ts'
import { listScheduled } from '#conversations/contract/scheduled-message-api.ts'
import { listTimeline } from '#crm/contract/api.ts'
import type { Alert } from '#conversations/web/channels/channel-alert.tsx'
import { hear, hearGone } from '#conversations/web/inbox/heard.ts'
import { hearMessage, hearStatus } from '#conversations/web/thread/thread-cache.ts'
import { bring } from '#web/late-code.ts'
import { type LiveHandler, liveHandler } from '#web/module.ts'
import { keyOf } from '#web/query.ts'

type Patch = Partial<Extract<InboxPatch, { refresh: unknown }>> & ThreadPatch

/** One event may come twice, for the list and for its open thread; taking the same card in again changes nothing. */
function apply(queryClient: QueryClient, patch: Patch): void {
  if (patch.gone && patch.id) return hearGone(queryClient, patch.id)
  if (patch.conversation) {
    hear(queryClient, patch.conversation)
    tellRecord(queryClient, patch.conversation.contactId)
  }
  if (patch.message) hearMessage(queryClient, patch.message)
  if (patch.status) hearStatus(queryClient, patch.status)
  if (patch.scheduledOf) void queryClient.invalidateQueries({ queryKey: keyOf(listScheduled, { id: patch.scheduledOf }) })
  if (patch.refresh === 'views') void queryClient.invalidateQueries({ queryKey: [inboxViews.list.path] })
  if (patch.refresh === 'canned-replies') void queryClient.invalidateQueries({ queryKey: [listCannedReplies.path] })
  if (patch.refresh === 'templates') refreshTemplates(queryClient)
  if (patch.refresh === 'channels') refreshChannels(queryClient)
  if (patch.alert) void tellAlert(patch.alert)
}

async function tellAlert(alert: Alert): Promise<void> {
  const brought = await bring(() => import('#conversations/web/channels/channel-alert.tsx'))
  if ('code' in brought) brought.code.alarm(alert)
}

const telling = new Set<string>()

/** The record of a customer, where it is open, tells what happens in their conversations: a burst of messages once. */
function tellRecord(queryClient: QueryClient, contactId: string): void {
  if (telling.has(contactId)) return
  telling.add(contactId)
  setTimeout(() => {
    telling.delete(contactId)
    void queryClient.invalidateQueries({ queryKey: [listTimeline.path, { id: contactId }] })
  }, 300)
}

function refreshTemplates(queryClient: QueryClient): void {
  for (const { path } of [listTemplates, getTemplate, listTemplateAccounts]) void queryClient.invalidateQueries({ queryKey: [path] })
}

/** A channel that stopped or goes again also changes what may be written in its conversations. */
function refreshChannels(queryClient: QueryClient): void {
  for (const { path } of [listChannels, listChannelNames, getChannel, getChannelReport, getChannelSetup, getConversation])
    void queryClient.invalidateQueries({ queryKey: [path] })
}

export const liveHandlers: readonly LiveHandler[] = Object.values(events).map((event) => liveHandler<Patch>(event, apply))
