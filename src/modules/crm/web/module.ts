import { IconBrain, IconForms, IconGauge, IconTags, IconUserPlus, IconUsers, IconUsersGroup } from '@tabler/icons-react'
import { getContact, getImport, listContacts, listFields, listImports, listTags } from '#crm/contract/api.ts'
import { getSegment, listSegments, listSegmentTerms } from '#crm/contract/segment-api.ts'
import { canImportContacts, canManageFields, canManageScoring, canReadContacts, canWriteContacts } from '#crm/contract/permissions.ts'
import { getScoreSettings, listLeadModels } from '#crm/contract/scoring-api.ts'
import { askFor, readContactSearch } from '#crm/web/contacts/contact-query.ts'
import { liveHandlers } from '#crm/web/contacts/contacts.live.ts'
import { defineWebModule } from '#web/module.ts'
import { preload, preloadPages } from '#web/query.ts'

export default defineWebModule({
  name: 'crm',
  pages: [
    {
      path: '/contactos',
      title: 'crm.list.title',
      permission: canReadContacts,
      skeleton: 'list',
      search: readContactSearch,
      page: () => import('./contacts/contact-list.page.tsx').then((file) => file.ContactListPage),
      preload: ({ queryClient, search }) => preloadPages(queryClient, listContacts, askFor(readContactSearch(search))),
    },
    {
      path: '/contactos/nuevo',
      title: 'crm.form.new_title',
      permission: canWriteContacts,
      page: () => import('./contacts/new-contact.page.tsx').then((file) => file.NewContactPage),
      preload: ({ queryClient }) => preload(queryClient, listFields, {}),
    },
    {
      path: '/contactos/importar',
      title: 'crm.import.title',
      permission: canImportContacts,
      page: () => import('./imports/import-list.page.tsx').then((file) => file.ImportListPage),
      preload: ({ queryClient }) => preload(queryClient, listImports, {}),
    },
    {
      path: '/contactos/importar/$id',
      title: 'crm.import.title',
      permission: canImportContacts,
      page: () => import('./imports/import.page.tsx').then((file) => file.ImportPage),
      preload: ({ queryClient, params }) => preload(queryClient, getImport, { id: params['id'] ?? '' }),
    },
    {
      path: '/contactos/segmentos',
      title: 'crm.segment.title',
      permission: canReadContacts,
      skeleton: 'list',
      page: () => import('./segments/segment-list.page.tsx').then((file) => file.SegmentListPage),
      preload: ({ queryClient }) => preload(queryClient, listSegments, {}),
    },
    {
      path: '/contactos/segmentos/nuevo',
      title: 'crm.segment.new',
      permission: canWriteContacts,
      page: () => import('./segments/segment.page.tsx').then((file) => file.NewSegmentPage),
      preload: ({ queryClient }) => preload(queryClient, listSegmentTerms, {}),
    },
    {
      path: '/contactos/segmentos/$id',
      title: 'crm.segment.title',
      permission: canReadContacts,
      page: () => import('./segments/segment.page.tsx').then((file) => file.SegmentPage),
      preload: ({ queryClient, params }) => preload(queryClient, getSegment, { id: params['id'] ?? '' }),
    },
    {
      path: '/contactos/$id',
      title: 'crm.contact.title',
      permission: canReadContacts,
      skeleton: 'record',
      page: () => import('./contacts/contact.page.tsx').then((file) => file.ContactPage),
      preload: ({ queryClient, params }) => preload(queryClient, getContact, { id: params['id'] ?? '' }),
    },
    {
      path: '/contactos/$id/editar',
      title: 'crm.form.edit_title',
      permission: canWriteContacts,
      page: () => import('./contacts/edit-contact.page.tsx').then((file) => file.EditContactPage),
      preload: ({ queryClient, params }) => preload(queryClient, getContact, { id: params['id'] ?? '' }),
    },
  ],
  nav: [
    { group: 'sell', icon: IconUsers, label: 'crm.list.title', to: '/contactos', permission: canReadContacts, onPhone: true, order: 10 },
  ],
  settings: [
    {
      path: 'campos',
      section: 'organization',
      icon: IconForms,
      title: 'crm.fields.title',
      hint: 'crm.fields.short_hint',
      permission: canManageFields,
      order: 70,
      page: () => import('./fields/field-list.page.tsx').then((file) => file.FieldListPage),
      preload: ({ queryClient }) => preload(queryClient, listFields, {}),
    },
    {
      path: 'etiquetas',
      section: 'organization',
      icon: IconTags,
      title: 'crm.contact.tags',
      hint: 'crm.tags.short_hint',
      permission: canReadContacts,
      order: 71,
      page: () => import('./tags/tag-list.page.tsx').then((file) => file.TagListPage),
      preload: ({ queryClient }) => preload(queryClient, listTags, {}),
    },
    {
      path: 'puntaje',
      section: 'organization',
      icon: IconGauge,
      title: 'crm.scoring.title',
      hint: 'crm.scoring.short_hint',
      permission: canManageScoring,
      order: 73,
      page: () => import('./scoring/rules.page.tsx').then((file) => file.ScoreRulesPage),
      preload: ({ queryClient }) => preload(queryClient, getScoreSettings, {}),
    },
    {
      path: 'modelo',
      section: 'organization',
      icon: IconBrain,
      title: 'crm.model.title',
      hint: 'crm.model.short_hint',
      permission: canReadContacts,
      order: 74,
      page: () => import('./lead-model/lead-model.page.tsx').then((file) => file.LeadModelPage),
      preload: ({ queryClient }) => preload(queryClient, listLeadModels, {}),
    },
  ],
  commands: [
    {
      name: 'crm.contacts',
      label: 'crm.command.go',
      icon: IconUsers,
      permission: canReadContacts,
      keys: 'g c',
      also: 'crm.command.go_also',
      run: ({ go }) => go('/contactos'),
    },
    {
      name: 'crm.create',
      label: 'crm.list.create',
      icon: IconUserPlus,
      permission: canWriteContacts,
      also: 'crm.command.create_also',
      run: ({ go }) => go('/contactos/nuevo'),
    },
    {
      name: 'crm.segments',
      label: 'crm.segment.title',
      icon: IconUsersGroup,
      permission: canReadContacts,
      also: 'crm.segment.also',
      run: ({ go }) => go('/contactos/segmentos'),
    },
    {
      name: 'crm.import',
      label: 'crm.import.title',
      icon: IconUserPlus,
      permission: canImportContacts,
      also: 'crm.command.import_also',
      run: ({ go }) => go('/contactos/importar'),
    },
  ],
  panels: [
    {
      slot: 'contact',
      name: 'crm.contact',
      title: 'crm.contact.title',
      permission: canReadContacts,
      order: 10,
      panel: () => import('./contacts/contact-panel.tsx').then((file) => file.ContactPanel),
    },
  ],
  live: liveHandlers,
  topics: [{ topic: 'crm.definitions', permission: canReadContacts }],
})
