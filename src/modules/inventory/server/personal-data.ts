import type { PersonalData } from '#kernel/module.ts'

const authorship = 'inventory.personal-data.authorship'

/** Where this module keeps data of persons: who moved what. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'inventory.waiting',
    subject: 'contact',
    columns: ['variant_id', 'asked_at', 'told_at'],
    rows: { by: 'contact_id' },
    purpose: 'inventory.personal-data.waiting',
    onErasure: { blank: { contact_id: null, state: 'withdrawn' }, because: 'inventory.personal-data.kept.waiting' },
    order: 'asked_at',
  },
  { table: 'inventory.stock_move', subject: 'user', columns: ['actor_name'], purpose: authorship },
  { table: 'inventory.valuation_change', subject: 'user', columns: ['actor_name'], purpose: authorship },
  { table: 'inventory.stock_count', subject: 'user', columns: ['created_by_name', 'closed_by_name'], purpose: authorship },
  { table: 'inventory.count_line', subject: 'user', columns: ['counted_by_name'], purpose: authorship },
  { table: 'inventory.count_entry', subject: 'user', columns: ['by_name'], purpose: authorship },
  { table: 'inventory.transfer', subject: 'user', columns: ['sent_by_name', 'closed_by_name'], purpose: authorship },
  { table: 'inventory.proof', subject: 'user', columns: ['repaired_by_name'], purpose: authorship },
]

const goods = 'Things and how much there is of them: about nobody.'

export const impersonal: Readonly<Record<string, string>> = {
  'inventory.location': 'A place of the business.',
  'inventory.item': goods,
  'inventory.lot': goods,
  'inventory.stock_level': goods,
  'inventory.lot_level': goods,
  'inventory.holding': 'What an order takes of which product: about whom says the order.',
  'inventory.valuation': goods,
  'inventory.valuation_layer': goods,
  'inventory.valuation_entry': goods,
  'inventory.recipe': goods,
  'inventory.recipe_part': goods,
  'inventory.transfer.state': goods,
  'inventory.transfer.note': 'What is on its way, said by staff of things.',
  'inventory.transfer_line': goods,
  'inventory.proof.differences': goods,
  'inventory.waiting.state': 'Whether somebody was told.',
  'inventory.waiting.refusal': 'One of a list.',
  'inventory.setting': 'How stock is kept.',
  'inventory.stock_count.name': 'What a sheet is called.',
  'inventory.stock_count.scope': 'What is on a sheet.',
  'inventory.count_entry.how': 'One of a list.',
  'inventory.stock_move.document_kind': 'What kind of paper something was moved for.',
  'inventory.stock_move.line_key': goods,
  'inventory.stock_move.reason': 'One of a list.',
  'inventory.stock_move.note': 'Why things were moved, said by staff of things.',
  'inventory.valuation_change.kind': goods,
  'inventory.valuation_change.method': goods,
  'inventory.valuation_change.document_kind': goods,
  'inventory.valuation_change.line_key': goods,
}
