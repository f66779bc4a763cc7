import {
  IconBolt,
  IconBrandWhatsapp,
  IconCheck,
  IconClockHour4,
  IconClockPause,
  IconEdit,
  IconFilter,
  IconHandGrab,
  IconHeadset,
  IconInbox,
  IconLock,
  IconMessageReply,
  IconRoute,
  IconReceipt,
  IconSearch,
  IconTemplate,
  IconUserCheck,
} from '@tabler/icons-react'
import { countInbox } from '#conversations/contract/api.ts'
import { listTemplateAccounts } from '#conversations/contract/template-api.ts'
import { listCannedReplies } from '#conversations/contract/canned-reply-api.ts'
import { listChannels } from '#conversations/contract/channel-api.ts'
import { listSlaPolicies } from '#conversations/contract/sla-api.ts'
import type { InboxCounts } from '#conversations/contract/conversation.ts'
import { listRoutingRules } from '#conversations/contract/routing-api.ts'
import {
  canManageChannels,
  canManageTemplates,
  canManageRouting,
  canManageSla,
  canReadOwn,
  canReply,
  canSupervise,
} from '#conversations/contract/permissions.ts'
import { type InboxAction, perform } from '#conversations/web/inbox/inbox-actions.ts'
import { liveHandlers } from '#conversations/web/inbox/inbox.live.ts'
import { preloadConversation, preloadInbox } from '#conversations/web/inbox/inbox.queries.ts'
import { inboxSearch } from '#conversations/web/inbox/inbox-search.ts'
import { availabilityHandlers } from '#conversations/web/availability/availability.live.ts'
import { supervisionSearch } from '#conversations/web/supervision/supervision-search.ts'
import { unreadOf } from '#conversations/web/inbox/unread.ts'
import { type Command, defineWebModule, type Icon } from '#web/module.ts'
import { apiQuery, preload } from '#web/query.ts'

/** Deeds of the open inbox, found by their words from anywhere; elsewhere they lead there. */
const deed = (action: InboxAction, icon: Icon, permission: Command['permission']): Command => ({
  name: `conversations.${action}`,
  label: `conversations.commands.${action}`,
  icon,
  permission,
  run: ({ go }) => {
    // The palette closes first and gives the focus back: what is done now must come after that.
    setTimeout(() => perform(action) || go('/bandeja'), 200)
  },
})

export default defineWebModule({
  name: 'conversations',
  pages: [
    {
      path: '/bandeja/{-$id}',
      title: 'conversations.inbox.title',
      isFirst: true,
      permission: canReadOwn,
      skeleton: 'list',
      // The thread's own code is not waited for, but asked for at the same time when the address names a conversation.
      page: () => {
        if (/^\/bandeja\/./.test(location.pathname)) void import('./thread/thread.tsx').catch(() => {})
        return import('./inbox/inbox.page.tsx').then((file) => file.InboxPage)
      },
      search: inboxSearch,
      preload: ({ queryClient, params, search }) =>
        Promise.all([preloadInbox(queryClient, search), params['id'] ? preloadConversation(queryClient, params['id']) : undefined]),
    },
    {
      path: '/supervision',
      title: 'conversations.supervision.title',
      permission: canSupervise,
      skeleton: 'board',
      page: () => import('./supervision/supervision.page.tsx').then((file) => file.SupervisionPage),
      search: supervisionSearch,
    },
  ],
  nav: [
    {
      group: 'top',
      icon: IconHeadset,
      label: 'conversations.supervision.title',
      to: '/supervision',
      permission: canSupervise,
      order: 15,
      onPhone: false,
    },
    {
      group: 'top',
      icon: IconInbox,
      label: 'conversations.inbox.title',
      to: '/bandeja',
      permission: canReadOwn,
      order: 10,
      onPhone: true,
      badge: { query: apiQuery(countInbox, {}), select: (counts: InboxCounts) => unreadOf(counts) },
    },
  ],
  settings: [
    {
      path: 'reparto',
      section: 'channels',
      title: 'conversations.routing.title',
      hint: 'conversations.routing.hint',
      also: 'conversations.routing.also',
      icon: IconRoute,
      permission: canManageRouting,
      order: 15,
      page: () => import('./routing/routing.page.tsx').then((file) => file.RoutingPage),
      preload: ({ queryClient }) => preload(queryClient, listRoutingRules, {}),
    },
    {
      path: 'canales',
      section: 'channels',
      title: 'conversations.channels.title',
      hint: 'conversations.channels.hint',
      also: 'conversations.channels.also',
      icon: IconBrandWhatsapp,
      permission: canManageChannels,
      order: 10,
      page: () => import('./channels/channel-list.page.tsx').then((file) => file.ChannelListPage),
      preload: ({ queryClient }) => preload(queryClient, listChannels, {}),
    },
    {
      path: 'canales/nuevo',
      section: 'channels',
      title: 'conversations.channels.connect',
      permission: canManageChannels,
      isHidden: true,
      page: () => import('./channels/new-channel.page.tsx').then((file) => file.NewChannelPage),
    },
    {
      path: 'canales/conector',
      section: 'channels',
      title: 'conversations.connectors.title',
      permission: canManageChannels,
      isHidden: true,
      page: () => import('./connectors/new-connector.page.tsx').then((file) => file.NewConnectorPage),
    },
    {
      path: 'canales/$id',
      section: 'channels',
      title: 'conversations.channels.one',
      permission: canManageChannels,
      isHidden: true,
      page: () => import('./channels/channel.page.tsx').then((file) => file.ChannelPage),
    },
    {
      path: 'tiempos',
      section: 'channels',
      title: 'conversations.sla.title',
      hint: 'conversations.sla.short',
      also: 'conversations.sla.also',
      icon: IconClockHour4,
      permission: canManageSla,
      order: 30,
      page: () => import('./sla/policy-list.page.tsx').then((file) => file.PolicyListPage),
      preload: ({ queryClient }) => preload(queryClient, listSlaPolicies, {}),
    },
    {
      path: 'tiempos/$id',
      section: 'channels',
      title: 'conversations.sla.one',
      permission: canManageSla,
      isHidden: true,
      page: () => import('./sla/policy.page.tsx').then((file) => file.PolicyPage),
      preload: ({ queryClient }) => preload(queryClient, listSlaPolicies, {}),
    },
    {
      path: 'plantillas',
      section: 'channels',
      title: 'conversations.templates.title',
      hint: 'conversations.templates.hint',
      also: 'conversations.templates.also',
      icon: IconTemplate,
      permission: canReadOwn,
      order: 14,
      page: () => import('./templates/template-list.page.tsx').then((file) => file.TemplateListPage),
      preload: ({ queryClient }) => preload(queryClient, listTemplateAccounts, {}),
    },
    {
      path: 'plantillas/nueva',
      section: 'channels',
      title: 'conversations.templates.new',
      permission: canManageTemplates,
      isHidden: true,
      page: () => import('./templates/template.page.tsx').then((file) => file.NewTemplatePage),
    },
    {
      path: 'plantillas/$id',
      section: 'channels',
      title: 'conversations.templates.one',
      permission: canReadOwn,
      isHidden: true,
      page: () => import('./templates/template.page.tsx').then((file) => file.TemplatePage),
    },
    {
      path: 'tarifas',
      section: 'channels',
      title: 'conversations.rates.title',
      hint: 'conversations.rates.hint',
      also: 'conversations.rates.also',
      icon: IconReceipt,
      permission: canManageChannels,
      order: 16,
      page: () => import('./rates/rate-list.page.tsx').then((file) => file.RateListPage),
    },
    {
      path: 'respuestas',
      section: 'channels',
      title: 'conversations.canned.title',
      hint: 'conversations.canned.hint',
      also: 'conversations.canned.also',
      icon: IconBolt,
      permission: canReadOwn,
      order: 20,
      page: () => import('./canned-replies/canned-reply-list.page.tsx').then((file) => file.CannedReplyListPage),
      preload: ({ queryClient }) => preload(queryClient, listCannedReplies, {}),
    },
  ],
  commands: [
    {
      name: 'conversations.go',
      label: 'conversations.inbox.title',
      icon: IconInbox,
      permission: canReadOwn,
      keys: 'g b',
      run: ({ go }) => go('/bandeja'),
    },
    deed('new', IconEdit, canReply),
    deed('claim', IconHandGrab, canReply),
    deed('search', IconSearch, canReadOwn),
    deed('filter', IconFilter, canReadOwn),
    deed('reply', IconMessageReply, canReply),
    deed('note', IconLock, canReply),
    deed('canned', IconBolt, canReply),
    deed('resolve', IconCheck, canReply),
    deed('snooze', IconClockPause, canReply),
    deed('assign', IconUserCheck, canReply),
  ],
  live: [...liveHandlers, ...availabilityHandlers],
  panels: [
    {
      slot: 'conversation',
      name: 'conversations.thread',
      title: 'conversations.panel.title',
      permission: canReadOwn,
      panel: () => import('./panel/lent-conversation.tsx').then((file) => file.LentConversation),
    },
    {
      slot: 'template',
      name: 'conversations.template',
      title: 'conversations.template_field.none',
      panel: () => import('./templates/template-field.tsx').then((file) => file.TemplateField),
    },
  ],
  shell: [
    {
      slot: 'foot',
      name: 'conversations.away',
      permission: canReply,
      part: () => import('./availability/away-host.tsx').then((file) => file.AwayHost),
    },
    {
      slot: 'status',
      name: 'conversations.availability',
      permission: canReply,
      part: () => import('./availability/own-status.tsx').then((file) => file.OwnStatus),
    },
    {
      slot: 'menu',
      name: 'conversations.availability',
      permission: canReply,
      part: () => import('./availability/own-switch.tsx').then((file) => file.OwnSwitch),
    },
    {
      slot: 'more',
      name: 'conversations.availability',
      permission: canReply,
      part: () => import('./availability/own-switch.tsx').then((file) => file.OwnSwitchOnPhone),
    },
  ],
  topics: [{ topic: 'conversations.inbox', permission: canReadOwn }],
})
