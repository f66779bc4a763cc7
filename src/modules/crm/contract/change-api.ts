import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { ChangeContacts, Changed, MadeChange, UndoneChange } from '#crm/contract/change.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'

/** One change of many contacts. Ids of nobody, and contacts that were so already, are simply not among the changed. */
export const changeContacts = endpoint({
  method: 'POST',
  path: '/contact-changes',
  permission: canWriteContacts,
  input: ChangeContacts,
  output: Changed,
})

/** Those of the last day, newest first. */
export const listChanges = endpoint({
  method: 'GET',
  path: '/contact-changes',
  permission: canWriteContacts,
  input: z.object({}),
  output: z.object({ items: z.array(MadeChange) }),
})

/** Gives each contact what it had before, where nobody changed it since. Asked again, it answers the same. */
export const undoChange = endpoint({
  method: 'PUT',
  path: '/contact-changes/:id/undo',
  permission: canWriteContacts,
  input: z.object({ id: Id }),
  output: UndoneChange,
})
