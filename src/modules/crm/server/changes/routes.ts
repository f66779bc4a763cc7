import { serve, type Route } from '#kernel/module.ts'
import * as api from '#crm/contract/change-api.ts'
import * as changes from '#crm/server/changes/changes.ts'

export const changeRoutes: readonly Route[] = [
  serve(api.changeContacts, changes.make),
  serve(api.listChanges, changes.list),
  serve(api.undoChange, changes.undo),
]
