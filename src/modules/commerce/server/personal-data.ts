import type { PersonalData } from '#kernel/module.ts'

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
  'commerce.price': goods,
}
