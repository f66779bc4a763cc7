import type { PersonalData } from '#kernel/module.ts'

const purpose = 'crm.personal-data.relationship'

/** Where this module keeps data of persons: the register of processing, the export and the erasure read it. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'crm.contact_score',
    subject: 'contact_id',
    columns: ['rule_score', 'grade', 'reasons', 'tallies', 'p_win', 'win_reasons'],
    purpose,
  },
  { table: 'crm.lead_case', subject: 'contact_id', columns: ['channel', 'source', 'facts', 'rule_score', 'won'], purpose },
  { table: 'crm.contact', subject: 'id', columns: ['name', 'name_key', 'phone', 'email', 'fields', 'notes', 'search_text'], purpose },
  { table: 'crm.contact_identity', subject: 'contact_id', columns: ['value', 'raw'], purpose },
  { table: 'crm.contact_field_value', subject: 'contact_id', columns: ['text_value', 'number_value'], purpose },
  { table: 'crm.contact_activity', subject: 'contact_id', columns: ['data'], purpose },
  { table: 'crm.activity', subject: 'contact_id', columns: ['kind', 'at', 'value'], purpose },
  {
    table: 'crm.engagement',
    subject: 'contact_id',
    columns: [
      'first_inbound_at',
      'last_inbound_at',
      'last_outbound_at',
      'waiting_since',
      'orders_count',
      'orders_total_minor',
      'last_order_at',
    ],
    purpose,
  },
  { table: 'crm.consent', subject: 'contact_id', columns: ['state', 'evidence'], purpose: 'crm.personal-data.consent' },
  { table: 'crm.consent_change', subject: 'contact_id', columns: ['state', 'evidence'], purpose: 'crm.personal-data.consent' },
  { table: 'crm.segment_member', subject: 'contact_id', columns: ['segment_id', 'added_at'], purpose: 'crm.personal-data.segment' },
  { table: 'crm.contact_clue', subject: 'contact_id', columns: ['clue'], purpose },
  { table: 'crm.duplicate', subject: 'first_id', columns: ['clues'], purpose },
  { table: 'crm.duplicate', subject: 'second_id', columns: ['clues'], purpose },
  { table: 'crm.contact_merge', subject: 'survivor_id', columns: ['snapshot'], purpose },
  { table: 'crm.contact_import_row', subject: 'contact_id', columns: ['cells', 'before'], purpose: 'crm.personal-data.import' },
]
