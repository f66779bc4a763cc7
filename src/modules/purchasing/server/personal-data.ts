import type { PersonalData } from '#kernel/module.ts'

const because = 'purchasing.personal-data.kept.account'
const ofUser = (table: string, columns: readonly string[]): PersonalData => ({
  table: `purchasing.${table}`,
  subject: 'user',
  columns,
  purpose: 'purchasing.personal-data.authorship',
})

/** Where this module keeps data of persons. What was bought, owed and paid stays, without saying of whom. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'purchasing.supplier',
    subject: 'contact',
    columns: ['name', 'note', 'currency', 'terms_days', 'lead_days'],
    rows: { by: 'contact_id' },
    purpose: 'purchasing.personal-data.supply',
    onErasure: { blank: { contact_id: null, name: '', note: '', search_text: '' }, because },
    names: ['name'],
    derived: ['search_text'],
    order: 'created_at',
  },
  {
    table: 'purchasing.purchase_order',
    subject: 'contact',
    columns: ['number', 'note', 'close_reason', 'total_minor', 'currency'],
    rows: { of: 'purchasing.supplier', match: { supplier_id: 'id' } },
    purpose: 'purchasing.personal-data.supply',
    onErasure: { blank: { note: '', close_reason: null, conversation_id: null, message_id: null, search_text: '' }, because },
    derived: ['search_text'],
    order: 'created_at',
  },
  {
    table: 'purchasing.order_event',
    subject: 'contact',
    columns: ['reason', 'detail'],
    rows: { of: 'purchasing.purchase_order', match: { order_id: 'id' } },
    purpose: 'purchasing.personal-data.supply',
    onErasure: { blank: { reason: null, detail: '{}' }, because },
    order: 'at',
  },
  {
    table: 'purchasing.bill',
    subject: 'contact',
    columns: ['number', 'note', 'void_reason', 'total_minor', 'currency'],
    rows: { of: 'purchasing.supplier', match: { supplier_id: 'id' } },
    purpose: 'purchasing.personal-data.supply',
    onErasure: { blank: { note: '', void_reason: null }, because },
    order: 'at',
  },
  {
    table: 'purchasing.supplier_payment',
    subject: 'contact',
    columns: ['amount_minor', 'currency', 'reference'],
    rows: { of: 'purchasing.supplier', match: { supplier_id: 'id' } },
    purpose: 'purchasing.personal-data.supply',
    onErasure: { blank: { reference: '' }, because },
    order: 'at',
  },
  ofUser('purchase_order', ['approval_by_name', 'created_by_name']),
  ofUser('order_event', ['actor_name']),
  ofUser('receipt', ['by_name']),
  ofUser('landed_cost', ['by_name']),
  ofUser('goods_return', ['by_name']),
  ofUser('bill', ['by_name', 'released_by_name']),
  ofUser('supplier_payment', ['by_name']),
]

const goods = 'What is bought, and for how much: about nobody.'

export const impersonal: Readonly<Record<string, string>> = {
  'purchasing.supplier_item': goods,
  'purchasing.supplier_price': goods,
  'purchasing.order_line': goods,
  'purchasing.bill_line': goods,
  'purchasing.receipt_line': goods,
  'purchasing.receipt.document': 'The number of the paper that came with goods.',
  'purchasing.receipt.note': 'What was wrong with goods that came.',
  'purchasing.receipt.currency': goods,
  'purchasing.landed_cost.name': 'What a freight or a duty is called.',
  'purchasing.goods_return.reason': 'What was wrong with goods that went back.',
  'purchasing.bill.differences': 'Quantities and prices that do not match.',
  'purchasing.setting': 'How an organization buys.',
  'purchasing.brand_prefix': 'Letters for the numbers of a brand.',
  'purchasing.contact_merge': 'Ids of suppliers, until a merge can no longer be undone.',
}
