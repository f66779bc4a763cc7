import type { PersonalData } from '#kernel/module.ts'

/** What visitors of the shop say of themselves. What they ordered stays as it was sold, without who it was. */
export const shopPersonalData: readonly PersonalData[] = [
  {
    table: 'orders.shop_order',
    subject: 'contact',
    columns: ['name', 'phone'],
    rows: { of: 'orders.customer_order', match: { order_id: 'id' } },
    purpose: 'orders.personal-data.purchase',
    onErasure: { blank: { name: '', phone: '' }, because: 'orders.personal-data.kept.order' },
    names: ['name'],
  },
  {
    table: 'orders.shop_basket',
    subject: 'contact',
    columns: ['name', 'phone', 'draft', 'reminder_consent'],
    // Nobody knows whose it is before it is an order: it is found by the number that was typed.
    rows: { telling: ['phone'] },
    purpose: 'orders.personal-data.basket',
    onErasure: 'delete',
    order: 'touched_at',
  },
]

export const shopImpersonal: Readonly<Record<string, string>> = {
  'orders.shop.slug': 'The address of a shop.',
  'orders.shop.terms': 'How a brand sells on the web.',
  'orders.shop_basket.token': 'A random word, forgotten with its basket.',
  'orders.shop_basket.currency': 'What is sold, and for how much: about nobody.',
  'orders.shop_basket.reminder_refusal': 'Why nobody was reminded.',
}
