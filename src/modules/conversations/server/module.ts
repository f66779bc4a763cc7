import * as api from '#conversations/contract/api.ts'
import * as availabilityApi from '#conversations/contract/availability-api.ts'
import * as bulkApi from '#conversations/contract/bulk-api.ts'
import * as slaApi from '#conversations/contract/sla-api.ts'
import * as cannedApi from '#conversations/contract/canned-reply-api.ts'
import * as channelApi from '#conversations/contract/channel-api.ts'
import * as healthApi from '#conversations/contract/channel-health-api.ts'
import * as connectorApi from '#conversations/contract/connector-api.ts'
import * as connectorEvents from '#conversations/contract/connector-events.ts'
import * as events from '#conversations/contract/events.ts'
import * as exportApi from '#conversations/contract/export-api.ts'
import * as mergeApi from '#conversations/contract/merge-api.ts'
import * as permissions from '#conversations/contract/permissions.ts'
import * as routingApi from '#conversations/contract/routing-api.ts'
import * as supervisionApi from '#conversations/contract/supervision-api.ts'
import { actions } from '#conversations/server/actions/actions.ts'
import { recordPast, recordSaid } from '#conversations/server/activities/activities.ts'
import { conversationKind } from '#conversations/server/attention/conversation-kind.ts'
import * as availability from '#conversations/server/availability/availability.ts'
import { watchAgent } from '#conversations/server/availability/watch.job.ts'
import * as rateApi from '#conversations/contract/rate-api.ts'
import * as templateApi from '#conversations/contract/template-api.ts'
import * as scheduledApi from '#conversations/contract/scheduled-message-api.ts'
import * as bulk from '#conversations/server/bulk/bulk.ts'
import * as canned from '#conversations/server/canned-replies/canned-replies.ts'
import * as channels from '#conversations/server/channels/channels.ts'
import * as channelSetup from '#conversations/server/channels/channel-setup.ts'
import * as health from '#conversations/server/channels/health.ts'
import { checkNumber, watchNumbers } from '#conversations/server/channels/health-watch.job.ts'
import { intake as watoolboxIntake } from '#conversations/server/channels/watoolbox/intake.ts'
import { handshake, intake } from '#conversations/server/channels/whatsapp/intake.ts'
import * as connectors from '#conversations/server/connectors/connectors.ts'
import { watchConnectors } from '#conversations/server/connectors/silence.job.ts'
import * as assignment from '#conversations/server/conversations/assignment.ts'
import { metrics } from '#conversations/server/conversations/board.ts'
import * as conversations from '#conversations/server/conversations/conversations.ts'
import * as inbox from '#conversations/server/conversations/inbox.ts'
import * as reading from '#conversations/server/conversations/reading.ts'
import { conversationState, search, timeline } from '#conversations/server/conversations/sources.ts'
import * as states from '#conversations/server/conversations/states.ts'
import { demo } from '#conversations/server/demo.ts'
import * as drafts from '#conversations/server/drafts/drafts.ts'
import { lives, topics } from '#conversations/server/live.ts'
import { deliverMessage } from '#conversations/server/messages/delivery.job.ts'
import { downloadMedia } from '#conversations/server/messages/media.job.ts'
import * as media from '#conversations/server/messages/media.ts'
import { mentionable } from '#conversations/server/messages/mentions.ts'
import * as notes from '#conversations/server/messages/notes.ts'
import * as exports from '#conversations/server/exports/exports.ts'
import { writeConversation } from '#conversations/server/exports/write-conversation.job.ts'
import * as merging from '#conversations/server/merge/merge.ts'
import { reports } from '#conversations/server/reports/reports.ts'
import * as messageReactions from '#conversations/server/messages/reactions.ts'
import { forgetContactMerges } from '#conversations/server/merge/contact-merge.ts'
import { forgetEarlyFacts } from '#conversations/server/messages/retention.job.ts'
import * as receipts from '#conversations/server/messages/receipts.job.ts'
import * as sending from '#conversations/server/messages/send.ts'
import * as thread from '#conversations/server/messages/thread.ts'
import * as versions from '#conversations/server/messages/versions.ts'
import { impersonal, personalData } from '#conversations/server/personal-data.ts'
import * as rates from '#conversations/server/rates/rates.ts'
import { reactions, releaseTeamWork, releaseWork } from '#conversations/server/reactions.ts'
import { sendScheduled } from '#conversations/server/scheduled/departure.job.ts'
import * as scheduled from '#conversations/server/scheduled/scheduled.ts'
import * as views from '#conversations/server/views/views.ts'
import * as templateSubmission from '#conversations/server/templates/submission.ts'
import { syncAccount, syncAccounts, syncNewChannel } from '#conversations/server/templates/sync.job.ts'
import * as templates from '#conversations/server/templates/templates.ts'
import { claimNext } from '#conversations/server/routing/claim.ts'
import { drainQueue, routeConversation } from '#conversations/server/routing/jobs.ts'
import { retention } from '#conversations/server/retention/retention.ts'
import * as routing from '#conversations/server/routing/rules.ts'
import { transfer } from '#conversations/server/routing/transfer.ts'
import * as supervision from '#conversations/server/supervision/supervision.ts'
import { slaMetrics } from '#conversations/server/sla/board.ts'
import * as slaClocks from '#conversations/server/sla/clocks.ts'
import { recountClocks } from '#conversations/server/sla/recount.job.ts'
import { checkClocks } from '#conversations/server/sla/follow.ts'
import * as slaPolicies from '#conversations/server/sla/policies.ts'
import { defineModule, serve, servePlatform } from '#kernel/module.ts'

export default defineModule({
  name: 'conversations',
  needs: ['identity', 'crm'],
  permissions: Object.values(permissions),
  events: [...Object.values(events), ...Object.values(connectorEvents)],
  routes: [
    serve(api.listConversations, inbox.list),
    serve(api.countInbox, inbox.counts),
    serve(api.listLabels, inbox.labels),
    serve(api.listContactConversations, inbox.ofContact),
    serve(api.getConversation, conversations.get),
    serve(api.startConversation, conversations.start),
    serve(api.listMessages, thread.list),
    serve(api.sendMessage, sending.send),
    serve(api.retryMessage, sending.retry),
    serve(api.reactToMessage, messageReactions.react),
    serve(api.uploadMedia, media.upload),
    serve(api.retryMedia, media.retry),
    serve(api.listMessageVersions, versions.list),
    serve(api.writeNote, notes.write),
    serve(api.takeConversation, assignment.take),
    serve(api.assignConversation, assignment.assign),
    serve(api.releaseConversation, assignment.release),
    serve(api.changeState, states.change),
    serve(api.changePriority, states.changePriorityOf),
    serve(api.changeLabels, states.changeLabelsOf),
    serve(api.markRead, reading.mark),
    serve(api.markUnread, reading.unmark),
    serve(api.saveDraft, drafts.save),
    serve(api.showTyping, receipts.show),

    serve(availabilityApi.listAvailability, availability.list),
    serve(availabilityApi.getOwnAvailability, availability.own),
    serve(availabilityApi.changeAvailability, availability.change),
    serve(availabilityApi.keepConnected, availability.keepConnected),
    serve(availabilityApi.listAgents, availability.profiles),
    serve(availabilityApi.updateAgent, availability.updateProfile),
    serve(routingApi.listRoutingRules, routing.list),
    serve(routingApi.createRoutingRule, routing.create),
    serve(routingApi.updateRoutingRule, routing.update),
    serve(routingApi.removeRoutingRule, routing.remove),
    serve(routingApi.orderRoutingRules, routing.order),
    serve(routingApi.getRoutingSettings, routing.settings),
    serve(routingApi.updateRoutingSettings, routing.updateSettings),
    serve(routingApi.claimNext, claimNext),
    serve(routingApi.transferConversation, transfer),
    serve(routingApi.listMentionable, mentionable),
    serve(supervisionApi.getSupervision, supervision.get),

    serve(bulkApi.changeMany, bulk.change),
    serve(mergeApi.mergeConversations, merging.merge),
    serve(exportApi.exportConversation, exports.create),
    serve(exportApi.getConversationExport, exports.get),

    ...views.routes,

    serve(scheduledApi.listScheduled, scheduled.list),
    serve(scheduledApi.scheduleMessage, scheduled.schedule),
    serve(scheduledApi.rescheduleMessage, scheduled.reschedule),
    serve(scheduledApi.cancelScheduled, scheduled.cancel),
    serve(scheduledApi.sendScheduledNow, scheduled.sendNow),

    serve(cannedApi.listCannedReplies, canned.list),
    serve(cannedApi.createCannedReply, canned.create),
    serve(cannedApi.updateCannedReply, canned.update),
    serve(cannedApi.deleteCannedReply, canned.remove),

    serve(templateApi.listTemplates, templates.list),
    serve(templateApi.getTemplate, templates.get),
    serve(templateApi.createTemplate, templates.create),
    serve(templateApi.updateTemplate, templates.update),
    serve(templateApi.changeTemplateSources, templates.changeSources),
    serve(templateApi.submitTemplate, templateSubmission.submit),
    serve(templateApi.deleteTemplate, templateSubmission.remove),
    serve(templateApi.uploadTemplateFile, templates.uploadFile),
    serve(templateApi.listTemplateAccounts, templates.accounts),
    serve(templateApi.syncTemplates, templates.syncAll),

    serve(rateApi.listRates, rates.list),
    serve(rateApi.importRates, rates.importCsv),
    serve(rateApi.clearRates, rates.clear),
    serve(rateApi.getCosts, rates.costs),
    serve(rateApi.getMessagePrice, rates.priceOf),

    serve(slaApi.listSlaPolicies, slaPolicies.list),
    serve(slaApi.createSlaPolicy, slaPolicies.create),
    serve(slaApi.updateSlaPolicy, slaPolicies.update),
    serve(slaApi.removeSlaPolicy, slaPolicies.remove),
    serve(slaApi.orderSlaPolicies, slaPolicies.order),
    serve(slaApi.getSlaSettings, slaPolicies.settings),
    serve(slaApi.updateSlaSettings, slaPolicies.saveSettings),
    serve(slaApi.listClocks, slaClocks.list),

    serve(channelApi.listChannelNames, channels.names),
    serve(channelApi.listChannels, channels.list),
    serve(channelApi.getChannel, channels.get),
    serve(channelApi.testChannel, channels.test),
    serve(channelApi.createChannel, channels.create),
    serve(channelApi.updateChannel, channels.update),
    serve(channelApi.checkChannel, health.check),
    serve(channelApi.stopChannel, channels.stop),
    serve(channelApi.resumeChannel, channels.resume),

    serve(healthApi.inspectNumber, channelSetup.inspect),
    serve(healthApi.connectChannel, channelSetup.connect),
    serve(healthApi.getChannelReport, health.report),
    serve(healthApi.getChannelSetup, channelSetup.get),
    serve(healthApi.subscribeChannel, channelSetup.subscribe),
    serve(healthApi.registerChannel, channelSetup.register),
    serve(healthApi.testChannelMessage, channelSetup.sendTest),
    serve(healthApi.finishChannelSetup, channelSetup.finish),
    serve(healthApi.discardChannel, channelSetup.discard),
    serve(healthApi.setSilenceHours, health.setSilenceHours),
    serve(healthApi.findSpareNumber, channelSetup.spare),

    serve(connectorApi.createConnector, connectors.create),
    serve(connectorApi.getConnector, connectors.get),
    serve(connectorApi.setConnector, connectors.set),
    servePlatform(connectorApi.watoolboxWebhook, watoolboxIntake),

    servePlatform(channelApi.whatsappHandshake, handshake),
    servePlatform(channelApi.whatsappWebhook, intake),
  ],
  reactions,
  jobs: [
    deliverMessage,
    messageReactions.sendReaction,
    downloadMedia,
    watchConnectors,
    receipts.tellRead,
    receipts.tellTyping,
    states.wakeConversation,
    checkNumber,
    watchNumbers,
    sendScheduled,
    writeConversation,
    checkClocks,
    recountClocks,
    releaseWork,
    releaseTeamWork,
    routeConversation,
    drainQueue,
    watchAgent,
    forgetEarlyFacts,
    forgetContactMerges,
    syncAccount,
    syncAccounts,
    syncNewChannel,
    recordSaid,
    recordPast,
  ],
  schedules: [
    { name: 'conversations.record-past', everySeconds: 300, job: recordPast, per: 'organization' },
    { name: 'conversations.watch-connectors', everySeconds: 600, job: watchConnectors, per: 'organization' },
    { name: 'conversations.watch-numbers', everySeconds: 300, job: watchNumbers, per: 'organization' },
    { name: 'conversations.forget-contact-merges', everySeconds: 86_400, job: forgetContactMerges, per: 'organization' },
    { name: 'conversations.forget-early-facts', everySeconds: 6 * 3600, job: forgetEarlyFacts, per: 'organization' },
    { name: 'conversations.sync-all-templates', everySeconds: 6 * 3600, job: syncAccounts, per: 'organization' },
  ],
  live: lives,
  topics,
  timeline: [timeline],
  facets: [conversationState],
  actions,
  attention: [conversationKind],
  search: [search],
  metrics: [...metrics, slaMetrics],
  reports,
  personalData,
  impersonal,
  retention,
  fileColumns: [
    { table: 'conversations.template', column: 'design' },
    { table: 'conversations.template', column: 'change' },
  ],
  installationKeys: {
    'conversations.channel channel_by_number':
      'The provider knows a number once in the world; two organizations with the same one would both get what its customers write.',
  },
  demo,
})
