import type { PersonalData } from '#kernel/module.ts'

const purpose = 'crm.personal-data.relationship'
const proof = 'crm.personal-data.consent'
const undoing = 'crm.personal-data.import'

/** A table whose rows bear the contact's id: handed out as they are, and gone with the contact. */
const rowsOf = (table: string, columns: readonly string[], more: Partial<PersonalData> = {}): PersonalData => ({
  table: `crm.${table}`,
  subject: 'contact',
  rows: { by: 'contact_id' },
  onErasure: 'delete',
  columns,
  purpose,
  ...more,
})

const ofUser = (table: string, columns: readonly string[]): PersonalData => ({
  table: `crm.${table}`,
  subject: 'user',
  columns,
  purpose: 'crm.personal-data.authorship',
})

/** Where this module keeps data of persons: the register of processing, the export and the erasure read it. The contact itself goes last. */
export const personalData: readonly PersonalData[] = [
  rowsOf('contact_identity', ['value', 'raw'], { marks: ['value', 'raw'], order: 'created_at' }),
  rowsOf(
    'contact_address',
    ['label', 'street', 'number', 'unit', 'city', 'city_key', 'state', 'postcode', 'country', 'notes', 'latitude', 'longitude'],
    {
      order: 'position',
      derived: ['city_key'],
    },
  ),
  rowsOf('contact_field_value', ['text_value', 'number_value'], { derived: ['text_value', 'number_value'] }),
  rowsOf('contact_tag', ['tag_id']),
  rowsOf('contact_activity', ['data', 'actor_name'], { order: 'at' }),
  rowsOf('activity', ['kind', 'at', 'value', 'source'], { order: 'at' }),
  rowsOf('engagement', [
    'first_inbound_at',
    'last_inbound_at',
    'last_outbound_at',
    'waiting_since',
    'orders_count',
    'orders_total_minor',
    'last_order_at',
  ]),
  rowsOf('lifecycle_transition', ['from_stage', 'to_stage', 'reason', 'actor_name'], { order: 'at' }),
  rowsOf('standing', ['state', 'reasons', 'override_state', 'override_reason', 'override_by', 'attention_at'], { derived: ['reasons'] }),
  rowsOf(
    'lead',
    [
      'channel',
      'source',
      'utm_source',
      'utm_medium',
      'utm_campaign',
      'utm_term',
      'utm_content',
      'referrer',
      'landing',
      'click_id',
      'headline',
      'ad_id',
      'ad_set_id',
      'ad_campaign_id',
      'ad_form_id',
      'intent',
      'message',
      'disqualify_reason',
    ],
    { order: 'created_at' },
  ),
  // The number stays: the network tells a lead again for days, and it must not come back.
  rowsOf('lead_delivery', ['leadgen_id'], {
    order: 'told_at',
    onErasure: { blank: { contact_id: null, lead_id: null }, because: 'crm.personal-data.kept.lead_delivery' },
  }),
  rowsOf('form_submission', ['answers', 'digest'], { order: 'at', derived: ['digest'] }),
  rowsOf('consent', ['state', 'source', 'evidence', 'text_version', 'actor_name'], { purpose: proof }),
  rowsOf('consent_change', ['state', 'source', 'evidence', 'text_version', 'actor_name'], { purpose: proof, order: 'changed_at' }),
  rowsOf('restriction_change', ['reason', 'actor_name'], { purpose: proof, order: 'at' }),
  rowsOf('segment_member', ['segment_id', 'added_at'], { purpose: 'crm.personal-data.segment' }),
  rowsOf('segment_presence', ['segment_id'], { purpose: 'crm.personal-data.segment' }),
  rowsOf('segment_passage', ['segment_name', 'direction', 'at'], { purpose: 'crm.personal-data.segment', order: 'at' }),
  rowsOf('contact_score', ['rule_score', 'grade', 'reasons', 'tallies', 'p_win', 'win_reasons'], { derived: ['tallies'] }),
  rowsOf('lead_prediction', ['p_win', 'reasons'], { rows: { of: 'crm.lead_case', match: { lead_id: 'id' } }, order: 'said_at' }),
  rowsOf('lead_case', ['channel', 'source', 'facts', 'rule_score', 'won'], { order: 'opened_at' }),
  rowsOf('contact_clue', ['clue'], { derived: ['clue'] }),
  rowsOf('duplicate', ['clues'], { rows: { by: 'first_id' }, derived: ['clues'] }),
  rowsOf('duplicate', ['clues'], { rows: { by: 'second_id' }, derived: ['clues'] }),
  rowsOf('contact_merge', ['snapshot'], { purpose: undoing, rows: { by: 'survivor_id' }, derived: ['snapshot'] }),
  rowsOf('contact_merge', ['snapshot'], { purpose: undoing, rows: { by: 'loser_id' }, derived: ['snapshot'] }),
  rowsOf('contact_import_row', ['cells', 'before', 'problem', 'more_problems'], { purpose: undoing }),
  rowsOf('contact_import_row', ['cells', 'before', 'problem', 'more_problems'], {
    purpose: undoing,
    rows: { telling: ['cells', 'before'] },
  }),
  rowsOf('contact_import_key', ['key', 'target'], { purpose: undoing, rows: { telling: ['key', 'target'] } }),
  rowsOf('contact_import', ['sample', 'failure'], {
    purpose: undoing,
    rows: { of: 'crm.contact_import_row', match: { id: 'import_id' } },
    // The other contacts of the file stay, and so does what became of its rows.
    onErasure: { blank: { sample: '[]', file_id: null, error_file_id: null }, because: 'crm.personal-data.kept.import' },
    files: ['file_id', 'error_file_id'],
    derived: ['sample', 'header', 'mapping'],
  }),
  rowsOf('contact_link', ['kind', 'role'], { rows: { by: 'from_id' }, order: 'created_at' }),
  rowsOf('contact_link', ['kind', 'role'], { rows: { by: 'to_id' }, order: 'created_at' }),
  rowsOf('contact_change_row', ['before'], { purpose: undoing }),
  ofUser('contact_change', ['made_by_name']),
  rowsOf('contact_export', ['query'], { rows: { telling: ['query'], orNaming: true } }),
  // A saved way to look at the list that looks for this one person.
  rowsOf('contact_view', ['query'], { rows: { telling: ['query'] } }),
  // The file handed out earlier is not part of the next one.
  rowsOf('personal_export', ['contact_id'], { purpose: proof, files: ['file_id'], derived: ['contact_id'] }),
  ofUser('contact_import', ['created_by_name']),
  ofUser('contact_view', ['name']),
  ofUser('contact_merge', ['actor_name', 'undone_by']),
  ofUser('duplicate', ['dismissed_by']),
  ofUser('score_version', ['created_by']),
  ofUser('lead_model', ['trained_by']),
  ofUser('lead_training', ['asked_by']),
  ofUser('segment_member', ['added_by_name']),
  ofUser('segment', ['created_by_name']),
  ofUser('retention_rule', ['updated_by_name']),
  ofUser('erasure', ['requested_by_name']),
  rowsOf('task', ['title', 'notes', 'reference_words', 'reference_href'], { order: 'created_at' }),
  rowsOf('attention_item', ['title', 'waiting_since', 'value_minor', 'chance'], { derived: ['title', 'href'] }),
  ofUser('task', ['created_by_name', 'done_by_name']),
  ofUser('attention_item', ['claimed_name']),
  rowsOf('contact', ['name', 'name_key', 'phone', 'email', 'tax_id', 'fields', 'notes', 'search_text', 'source', 'relations', 'mark'], {
    rows: { by: 'id' },
    marks: ['phone', 'email', 'tax_id'],
    names: ['name'],
    derived: ['name_key', 'search_text', 'mark'],
  }),
]

const catalogue = 'It names what the business defined, not anybody.'
const counted = 'One of a closed list of words.'

/** What could hold data of persons and does not. */
export const impersonal: Readonly<Record<string, string>> = {
  'crm.tag': catalogue,
  'crm.contact_field': catalogue,
  'crm.segment': 'A rule over many, made by a teammate.',
  'crm.contact.kind': counted,
  'crm.contact_view.layout': counted,
  'crm.contact_activity.kind': counted,
  'crm.consent_change.channel': counted,
  'crm.consent_change.purpose': counted,
  'crm.retention_rule.code': counted,
  'crm.erasure': 'That somebody was erased: a random id that nothing has any more, and counts.',
  'crm.contact_score.grade': counted,
  'crm.contact_merge_move': 'Ids of rows that a merge moved; it goes with the merge.',
  'crm.score_version.settings': catalogue,
  'crm.lead_model': 'Weights learned from all leads together, and how well they do.',
  'crm.task.zone': counted,
  'crm.attention_item.kind': counted,
  'crm.lifecycle_transition.rule': counted,
  'crm.form': catalogue,
  'crm.lead_page': 'A page of the business itself and its keys.',
  'crm.lead_delivery.failure': counted,
  // It is about many: with it the others would lose the way back.
  'crm.contact_change.change': 'What was done to many contacts at once; what each of them had before stands in its rows.',
  'crm.contact_import.encoding': counted,
  'crm.contact_import.delimiter': counted,
  'crm.contact.name_source': counted,
  'crm.contact_import.sheet': catalogue,
  'crm.contact_import.sheets': catalogue,
  'crm.contact_import.file_name': 'The name of a file that the business chose.',
}
