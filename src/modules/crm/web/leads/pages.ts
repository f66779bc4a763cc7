import { IconAd2, IconClipboardList, IconTags } from '@tabler/icons-react'
import { listTags } from '#crm/contract/api.ts'
import { listLeadPages } from '#crm/contract/lead-ads-api.ts'
import { listForms } from '#crm/contract/form-api.ts'
import { listLeads } from '#crm/contract/lead-api.ts'
import { canManageForms, canReadContacts } from '#crm/contract/permissions.ts'
import { askForLeads, readLeadsSearch } from '#crm/web/leads/leads-search.ts'
import type { SettingsPage, WebPage } from '#web/module.ts'
import { preload, preloadPages } from '#web/query.ts'

export const leadPages: readonly WebPage[] = [
  {
    path: '/contactos/consultas',
    title: 'crm.leads.title',
    permission: canReadContacts,
    skeleton: 'list',
    search: readLeadsSearch,
    page: () => import('./leads.page.tsx').then((file) => file.LeadsPage),
    preload: ({ queryClient, search }) => preloadPages(queryClient, listLeads, askForLeads(readLeadsSearch(search))),
  },
]

export const leadSettings: readonly SettingsPage[] = [
  {
    path: 'etiquetas',
    section: 'organization',
    icon: IconTags,
    title: 'crm.contact.tags',
    hint: 'crm.tags.short_hint',
    also: 'crm.tags.also',
    permission: canReadContacts,
    order: 71,
    page: () => import('../tags/tag-list.page.tsx').then((file) => file.TagListPage),
    preload: ({ queryClient }) => preload(queryClient, listTags, {}),
  },
  {
    path: 'anuncios',
    section: 'channels',
    icon: IconAd2,
    title: 'crm.lead_ads.title',
    hint: 'crm.lead_ads.short_hint',
    also: 'crm.lead_ads.also',
    permission: canManageForms,
    order: 30,
    page: () => import('../lead-ads/lead-page-list.page.tsx').then((file) => file.LeadPageListPage),
    preload: ({ queryClient }) => preload(queryClient, listLeadPages, {}),
  },
  {
    path: 'anuncios/$id',
    section: 'channels',
    title: 'crm.lead_ads.title',
    permission: canManageForms,
    isHidden: true,
    page: () => import('../lead-ads/lead-page.page.tsx').then((file) => file.LeadPagePage),
  },
  {
    path: 'formularios',
    section: 'organization',
    icon: IconClipboardList,
    title: 'crm.forms.title',
    hint: 'crm.forms.short_hint',
    also: 'crm.forms.also',
    permission: canManageForms,
    order: 72,
    page: () => import('../forms/form-list.page.tsx').then((file) => file.FormListPage),
    preload: ({ queryClient }) => preload(queryClient, listForms, {}),
  },
]
