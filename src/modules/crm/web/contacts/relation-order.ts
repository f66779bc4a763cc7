import type { Relation } from '#crm/contract/contact.ts'

/** As the contract orders them: the contract itself would bring its schemas along. */
export const relationOrder = ['customer', 'lead', 'supplier', 'staff'] as const satisfies readonly Relation[]
