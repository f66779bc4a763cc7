import type { PersonalData } from '#kernel/module.ts'
import { recurringImpersonal, recurringPersonalData } from '#orders/server/recurring/declaration.ts'
import { shopImpersonal, shopPersonalData } from '#orders/server/shop/personal-data.ts'

const because = 'orders.personal-data.kept.order'
const ofUser = (table: string, columns: readonly string[]): PersonalData => ({
  table: `orders.${table}`,
  subject: 'user',
  columns,
  purpose: 'orders.personal-data.authorship',
})

/** Where this module keeps data of persons. What was sold and paid stays, without saying to whom. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'orders.customer_order',
    subject: 'contact',
    columns: [
      'number',
      'contact_name',
      'address',
      'table_name',
      'note',
      'source_key',
      'cancel_reason',
      'search_text',
      'total_minor',
      'currency',
    ],
    rows: { by: 'contact_id' },
    purpose: 'orders.personal-data.purchase',
    onErasure: {
      blank: {
        contact_id: null,
        contact_name: null,
        conversation_id: null,
        address: null,
        table_name: null,
        note: '',
        source_key: null,
        cancel_reason: null,
        search_text: '',
      },
      because,
    },
    names: ['contact_name'],
    derived: ['search_text'],
    order: 'created_at',
  },
  {
    table: 'orders.order_line',
    subject: 'contact',
    columns: ['name', 'note', 'modifiers', 'quantity_milli', 'total_minor'],
    rows: { of: 'orders.customer_order', match: { order_id: 'id' } },
    purpose: 'orders.personal-data.purchase',
    onErasure: { blank: { note: '' }, because },
    order: 'position',
  },
  {
    table: 'orders.payment',
    subject: 'contact',
    columns: ['amount_minor', 'reference'],
    rows: { of: 'orders.customer_order', match: { order_id: 'id' } },
    purpose: 'orders.personal-data.purchase',
    onErasure: { blank: { reference: '' }, because },
    order: 'at',
  },
  {
    table: 'orders.order_event',
    subject: 'contact',
    columns: ['reason', 'detail'],
    rows: { of: 'orders.customer_order', match: { order_id: 'id' } },
    purpose: 'orders.personal-data.purchase',
    onErasure: { blank: { reason: null, detail: '{}' }, because },
    order: 'at',
  },
  {
    table: 'orders.customer_value',
    subject: 'contact',
    columns: ['orders', 'total_minor', 'currency', 'first_day', 'last_day', 'segment', 'alive_percent', 'value_minor', 'is_leaving'],
    rows: { by: 'contact_id' },
    purpose: 'orders.personal-data.value',
    onErasure: 'delete',
  },
  ...shopPersonalData,
  ...recurringPersonalData,
  ofUser('customer_order', ['created_by_name']),
  ofUser('order_event', ['actor_name']),
  ofUser('payment', ['taken_by_name']),
]

const goods = 'What is sold, and for how much: about nobody.'

export const impersonal: Readonly<Record<string, string>> = {
  'orders.brand_notices.notices': 'What a business says of any order.',
  'orders.order_notice': 'That a step was told, and how: about whom says the order.',
  'orders.customer_order.currency': goods,
  'orders.customer_order.coupon_codes': 'Codes that the business hands out.',
  'orders.customer_order.taxes': goods,
  'orders.customer_order.promotions': goods,
  'orders.order_line.sku': goods,
  'orders.order_line.agreed_reason': 'Where a price comes from: the number of a proposal.',
  'orders.order_line.unit': goods,
  'orders.order_line.discounts': goods,
  'orders.order_line.station': goods,
  'orders.order_line.parts': goods,
  'orders.sales_count': 'What was sold, added up: of persons only the ids of those who sold it.',
  'orders.value_model': 'How all customers together come back and spend.',
  'orders.sales_day': 'Which days are added up.',
  'orders.brand_ordering': 'How a brand takes orders.',
  ...shopImpersonal,
  ...recurringImpersonal,
  'orders.station': 'A place in the kitchen.',
  'orders.delivery_zone': 'Where a brand brings things, and for how much.',
  'orders.contact_merge': 'Ids of orders, until a merge can no longer be undone.',
  'orders.order_event.from_state': 'A step of an order.',
  'orders.order_event.to_state': 'A step of an order.',
  'orders.order_event.actor_kind': 'A person, a key or the product itself.',
}
