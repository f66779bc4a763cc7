import { contactImports } from '#crm/contract/api.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import type { SheetKind } from '#web/sheets/sheet.ts'

export const contactSheet: SheetKind = {
  api: contactImports,
  topic: 'crm.import',
  words: 'crm.import',
  path: '/contactos/importar',
  seenAt: '/contactos',
  undoing: canWriteContacts,
}
