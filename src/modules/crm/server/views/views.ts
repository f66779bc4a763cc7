import { contactViews } from '#crm/contract/api.ts'
import { definitionsChanged } from '#crm/contract/events.ts'
import { canManageFields } from '#crm/contract/permissions.ts'
import type { ContactLook } from '#crm/contract/view.ts'
import { viewing } from '#kernel/views/viewing.ts'

/** Views of the contacts, which anybody may share. */
export const { list, create, update, remove, problems, routes } = viewing<ContactLook>({
  table: 'crm.contact_view',
  look: ['layout', 'query'],
  api: contactViews,
  action: 'crm.view.changed',
  changesShared: canManageFields,
  changed: (ctx) => ctx.emit(definitionsChanged, { kind: 'view' }),
})
