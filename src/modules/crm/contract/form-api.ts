import { z } from 'zod'
import { anyone, endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { CreateForm, Form, PublicForm, SubmitForm, UpdateForm } from '#crm/contract/form.ts'
import { canManageForms } from '#crm/contract/permissions.ts'

export const listForms = endpoint({
  method: 'GET',
  path: '/forms',
  permission: canManageForms,
  input: z.object({}),
  output: z.object({ items: z.array(Form) }),
})
export const getForm = endpoint({
  method: 'GET',
  path: '/forms/:id',
  permission: canManageForms,
  input: z.object({ id: Id }),
  output: Form,
})
export const createForm = endpoint({ method: 'POST', path: '/forms', permission: canManageForms, input: CreateForm, output: Form })
/** `isOpen` false closes it: its page says so and takes nothing. */
export const updateForm = endpoint({
  method: 'PATCH',
  path: '/forms/:id',
  permission: canManageForms,
  versioned: true,
  input: UpdateForm,
  output: Form,
})

/** For pages of others that draw the form themselves. The token is good for a day, and not before two seconds have passed. */
export const getPublicForm = endpoint({
  method: 'GET',
  path: '/public-forms/:slug',
  permission: anyone,
  fromAnywhere: true,
  input: z.object({ slug: z.string().max(40) }),
  output: PublicForm,
})
export const submitForm = endpoint({
  method: 'POST',
  path: '/public-forms/:slug/submissions',
  permission: anyone,
  fromAnywhere: true,
  input: SubmitForm,
  output: z.object({ thanks: z.string(), redirectUrl: z.string().nullable() }),
})
