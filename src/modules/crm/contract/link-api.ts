import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { ContactLink, LinkContact } from '#crm/contract/link.ts'
import { canReadContacts, canWriteContacts } from '#crm/contract/permissions.ts'

export const listLinks = endpoint({
  method: 'GET',
  path: '/contacts/:id/links',
  permission: canReadContacts,
  input: z.object({ id: Id }),
  output: z.object({ items: z.array(ContactLink) }),
})

/** Two that are linked so already get the role that is given. */
export const linkContact = endpoint({
  method: 'POST',
  path: '/contacts/:id/links',
  permission: canWriteContacts,
  input: LinkContact,
  output: ContactLink,
})

export const unlinkContact = endpoint({
  method: 'DELETE',
  path: '/contact-links/:id',
  permission: canWriteContacts,
  input: z.object({ id: Id }),
  output: z.object({}),
})
