import {
  IconBellRinging,
  IconBrain,
  IconChecklist,
  IconForms,
  IconGauge,
  IconShieldLock,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import { getContact, getImport, listContacts, listFields, listImports } from '#crm/contract/api.ts'
import { getSegment, listSegments, listSegmentTerms } from '#crm/contract/segment-api.ts'
import {
  canImportContacts,
  canManageFields,
  canManagePrivacy,
  canManageScoring,
  canReadContacts,
  canWriteContacts,
} from '#crm/contract/permissions.ts'
import { listRetention } from '#crm/contract/privacy-api.ts'
import { getScoreSettings, listLeadModels } from '#crm/contract/scoring-api.ts'
import { getAttentionSettings, listAttention } from '#crm/contract/attention-api.ts'
import { canAttend, canManageAttention, canReadAttention, canReadTasks, canWriteTasks } from '#crm/contract/permissions.ts'
import { listTasks } from '#crm/contract/task-api.ts'
import { attentionHandlers } from '#crm/web/attention/attention.live.ts'
import { attentionInput, attentionSearch } from '#crm/web/attention/attention-search.ts'
import { askFor, readContactSearch } from '#crm/web/contacts/contact-query.ts'
import { duplicateCommand, duplicatePages } from '#crm/web/duplicates/pages.ts'
import { leadHandlers, leadPages, leadSettings } from '#crm/web/leads/pages.ts'
import { liveHandlers } from '#crm/web/contacts/contacts.live.ts'
import { taskInput, taskSearch } from '#crm/web/tasks/task-search.ts'
import { taskHandlers } from '#crm/web/tasks/tasks.live.ts'
import { defineWebModule } from '#web/module.ts'
import { preload, preloadPages } from '#web/query.ts'

export default defineWebModule({
  name: 'crm',
  pages: [
    ...leadPages,
    {
      path: '/atender',
      title: 'crm.attention.title',
      permission: canReadAttention,
      skeleton: 'list',
      search: attentionSearch,
      page: () => import('./attention/attention.page.tsx').then((file) => file.AttentionPage),
      preload: ({ queryClient, search }) => preload(queryClient, listAttention, attentionInput(attentionSearch(search))),
    },
    {
      path: '/tareas/{-$id}',
      title: 'crm.tasks.title',
      permission: canReadTasks,
      skeleton: 'list',
      search: taskSearch,
      page: () => import('./tasks/tasks.page.tsx').then((file) => file.TasksPage),
      preload: ({ queryClient, search }) => preloadPages(queryClient, listTasks, taskInput(taskSearch(search))),
    },
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
    ...duplicatePages,
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
    {
      group: 'top',
      icon: IconBellRinging,
      label: 'crm.attention.nav',
      to: '/atender',
      permission: canReadAttention,
      order: 12,
      onPhone: true,
    },
    { group: 'sell', icon: IconChecklist, label: 'crm.tasks.title', to: '/tareas', permission: canReadTasks, order: 20 },
    { group: 'sell', icon: IconUsers, label: 'crm.list.title', to: '/contactos', permission: canReadContacts, onPhone: true, order: 10 },
  ],
  settings: [
    ...leadSettings,
    {
      path: 'atender',
      section: 'channels',
      icon: IconBellRinging,
      title: 'crm.attention.settings.title',
      hint: 'crm.attention.settings.hint',
      permission: canManageAttention,
      order: 60,
      page: () => import('./attention/attention-settings.page.tsx').then((file) => file.AttentionSettingsPage),
      preload: ({ queryClient }) => preload(queryClient, getAttentionSettings, {}),
    },
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
    {
      path: 'privacidad',
      section: 'organization',
      icon: IconShieldLock,
      title: 'crm.privacy.page',
      hint: 'crm.privacy.short_hint',
      permission: canManagePrivacy,
      order: 79,
      page: () => import('./privacy/privacy.page.tsx').then((file) => file.PrivacyPage),
      preload: ({ queryClient }) => preload(queryClient, listRetention, {}),
    },
  ],
  commands: [
    {
      name: 'crm.attention',
      label: 'crm.command.attention',
      icon: IconBellRinging,
      permission: canReadAttention,
      keys: 'g q',
      also: 'crm.command.attention_also',
      run: ({ go }) => go('/atender'),
    },
    {
      name: 'crm.tasks',
      label: 'crm.command.tasks',
      icon: IconChecklist,
      permission: canReadTasks,
      also: 'crm.command.tasks_also',
      run: ({ go }) => go('/tareas'),
    },
    {
      name: 'crm.new-task',
      label: 'crm.command.new_task',
      icon: IconChecklist,
      permission: canWriteTasks,
      also: 'crm.command.new_task_also',
      run: ({ go }) => go('/tareas?nueva=true'),
    },
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
    duplicateCommand,
    {
      name: 'crm.import',
      label: 'crm.import.title',
      icon: IconUserPlus,
      permission: canImportContacts,
      also: 'crm.command.import_also',
      run: ({ go }) => go('/contactos/importar'),
    },
  ],
  shell: [
    {
      slot: 'strip',
      name: 'crm.attending',
      permission: canAttend,
      part: () => import('./attention/attending-strip.tsx').then((file) => file.AttendingStrip),
    },
  ],
  panels: [
    {
      slot: 'contact',
      name: 'crm.tasks',
      title: 'crm.tasks.panel',
      permission: canReadTasks,
      order: 40,
      panel: () => import('./tasks/contact-tasks.tsx').then((file) => file.ContactTasks),
    },
    {
      slot: 'contact',
      name: 'crm.contact',
      title: 'crm.contact.title',
      permission: canReadContacts,
      order: 10,
      panel: () => import('./contacts/contact-panel.tsx').then((file) => file.ContactPanel),
    },
  ],
  live: [...liveHandlers, ...leadHandlers, ...attentionHandlers, ...taskHandlers],
  topics: [{ topic: 'crm.definitions', permission: canReadContacts }],
})
