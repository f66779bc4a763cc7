import type { PersonalData } from '#kernel/module.ts'

const ofUser = (table: string, columns: readonly string[]): PersonalData => ({
  table: `commerce.${table}`,
  subject: 'user',
  columns,
  purpose: 'commerce.personal-data.authorship',
})

/** Where this module keeps data of persons. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'commerce.price_list_customer',
    subject: 'contact',
    columns: ['list_id'],
    rows: { by: 'contact_id' },
    purpose: 'commerce.personal-data.own_prices',
    onErasure: 'delete',
  },
  ofUser('price', ['set_by_name']),
  ofUser('price_change', ['created_by_name', 'undone_by_name']),
]

const goods = 'What is sold, about nobody.'

export const impersonal: Readonly<Record<string, string>> = {
  'commerce.category': goods,
  'commerce.product': goods,
  'commerce.variant': goods,
  'commerce.barcode': goods,
  'commerce.product_image': goods,
  'commerce.modifier_group': goods,
  'commerce.modifier': goods,
  'commerce.product_modifier_group': goods,
  'commerce.component': goods,
  'commerce.price_list': 'How a list of prices is called, in which currency, and for which door.',
  'commerce.price.change_id': goods,
  'commerce.price_change_item': goods,
  'commerce.price_change.name': 'What a change of prices is called.',
  'commerce.price_change.selection': goods,
  'commerce.price_change.rule': goods,
  'commerce.price_change.rounding': goods,
  'commerce.price_list_merge': 'Ids of lists, until a merge can no longer be undone.',
}
