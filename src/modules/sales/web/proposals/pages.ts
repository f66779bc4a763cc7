import { IconFileText } from '@tabler/icons-react'
import type { Command, NavItem, Panel, SettingsPage, WebPage } from '#web/module.ts'
import { canManageTemplates, canReadProposals } from '#sales/contract/permissions.ts'

// Nothing of it is on the first screen: it comes when something happens to a proposal.
export const proposalLive = () => import('./proposals.live.ts')

export const proposalPages: readonly WebPage[] = [
  {
    path: '/propuestas',
    title: 'sales.proposals.title',
    permission: canReadProposals,
    skeleton: 'list',
    page: () => import('./proposal-list.page.tsx').then((file) => file.ProposalListPage),
  },
  {
    path: '/propuestas/$id',
    title: 'sales.proposals.title',
    permission: canReadProposals,
    skeleton: 'record',
    page: () => import('./proposal.page.tsx').then((file) => file.ProposalPage),
  },
]

export const proposalNav: readonly NavItem[] = [
  { group: 'sell', icon: IconFileText, label: 'sales.proposals.title', to: '/propuestas', permission: canReadProposals, order: 32 },
]

export const proposalSettings: readonly SettingsPage[] = [
  {
    path: 'plantillas-de-propuestas',
    section: 'organization',
    title: 'sales.templates.title',
    hint: 'sales.templates.hint',
    also: 'sales.templates.also',
    icon: IconFileText,
    permission: canManageTemplates,
    order: 70,
    page: () => import('../proposal-templates/template-list.page.tsx').then((file) => file.TemplateListPage),
  },
  {
    path: 'plantillas-de-propuestas/$id',
    section: 'organization',
    title: 'sales.templates.title',
    permission: canManageTemplates,
    isHidden: true,
    page: () => import('../proposal-templates/template.page.tsx').then((file) => file.TemplatePage),
  },
  {
    path: 'propuestas',
    section: 'organization',
    title: 'sales.proposals.title',
    permission: canManageTemplates,
    isHidden: true,
    page: () => import('../proposal-templates/proposal-settings.page.tsx').then((file) => file.ProposalSettingsPage),
  },
]

export const proposalCommands: readonly Command[] = [
  {
    name: 'sales.proposals',
    label: 'sales.proposals.title',
    icon: IconFileText,
    permission: canReadProposals,
    run: ({ go }) => go('/propuestas'),
  },
]

export const proposalPanels: readonly Panel<'contact'>[] = [
  {
    slot: 'contact',
    name: 'sales.proposals',
    title: 'sales.proposals.title',
    permission: canReadProposals,
    order: 45,
    panel: () => import('./contact-proposals.tsx').then((file) => file.ContactProposals),
  },
]
