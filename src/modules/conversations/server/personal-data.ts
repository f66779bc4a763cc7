import type { PersonalData } from '#kernel/module.ts'

const purpose = 'conversations.personal-data.conversation'

const rowsOf = (table: string, rows: PersonalData['rows'], columns: readonly string[], more: Partial<PersonalData> = {}): PersonalData => ({
  table: `conversations.${table}`,
  subject: 'contact',
  onErasure: 'delete',
  columns,
  purpose,
  ...more,
  ...(rows && { rows }),
})
const ofUser = (table: string, columns: readonly string[]): PersonalData => ({
  table: `conversations.${table}`,
  subject: 'user',
  columns,
  purpose: 'conversations.personal-data.work',
})

const ofContact = { by: 'contact_id' }
const ofMessage = { of: 'conversations.message', match: { message_id: 'id' } }
const ofConversation = { of: 'conversations.conversation', match: { conversation_id: 'id' } }
const byProviderId = { of: 'conversations.message', match: { channel_id: 'channel_id', provider_id: 'provider_id' } }

const said = [
  'content',
  'preview',
  'search_text',
  'search_words',
  'author_name',
  'referral',
  'media_ref',
  'failure',
  'provider_id',
  'reply_to_provider_id',
]

/** What is kept of customers: all of it goes with them. */
const ofCustomers: readonly PersonalData[] = [
  rowsOf('message_version', ofMessage, ['content'], { files: ['content'], order: 'at' }),
  // The provider's ids of messages hold the customer's number, only written differently.
  rowsOf('delivery', byProviderId, ['payload', 'provider_id'], { derived: ['payload', 'provider_id'] }),
  rowsOf('delivery', { telling: ['payload'], whereEmpty: 'message_id' }, ['payload']),
  rowsOf('early_fact', { telling: ['fact'] }, ['fact', 'provider_id']),
  rowsOf('reaction', byProviderId, ['emoji', 'author_name', 'provider_id'], { order: 'at' }),
  rowsOf('message', ofConversation, said, {
    files: ['content'],
    derived: ['search_text', 'search_words', 'media_ref', 'provider_id', 'reply_to_provider_id'],
    order: 'at',
  }),
  rowsOf('draft', ofConversation, ['text'], { files: ['file_ids'] }),
  rowsOf('scheduled_message', ofContact, ['content', 'preview'], { files: ['content'], order: 'created_at' }),
  rowsOf('conversation_export', ofConversation, ['file_id'], { files: ['file_id'] }),
  rowsOf('contact_merge', { by: 'survivor_id' }, ['joined'], { derived: ['joined'] }),
  rowsOf('contact_merge', { by: 'loser_id' }, ['joined'], { derived: ['joined'] }),
  rowsOf('sticky_agent', ofContact, ['person_id']),
  rowsOf('conversation', ofContact, ['contact_name', 'contact_address', 'search_text', 'labels'], {
    marks: ['id', 'contact_address'],
    names: ['contact_name'],
    derived: ['search_text'],
    order: 'opened_at',
  }),
  rowsOf('address', ofContact, ['wa_id', 'user_id', 'send_to', 'name'], {
    marks: ['id', 'wa_id', 'user_id', 'send_to'],
    names: ['name'],
  }),
]

export const personalData: readonly PersonalData[] = [
  ...ofCustomers,
  ofUser('message', ['author_name']),
  ofUser('scheduled_message', ['author_name', 'ended_by']),
  ofUser('conversation', ['assignee_name']),
  ofUser('agent', ['reason', 'skills', 'languages']),
  ofUser('agent_span', ['kind']),
  ofUser('draft', ['text']),
  ofUser('inbox_view', ['query', 'name']),
]

const ownNumber = 'It is about a number of the business itself.'
const settings = 'A setting of the business, about nobody.'
const code = 'A word of a closed list, or the id of a thing.'

/** What could hold data of persons and does not. */
export const impersonal: Readonly<Record<string, string>> = {
  'conversations.channel': ownNumber,
  'conversations.channel_health': ownNumber,
  'conversations.channel_notice': ownNumber,
  'conversations.connector': ownNumber,
  'conversations.template': 'A text for everybody, whose gaps are filled in the message.',
  'conversations.template_account': ownNumber,
  'conversations.canned_reply': 'A text for everybody.',
  'conversations.rate': 'What the provider asks for.',
  'conversations.message_price': 'What a message cost, without saying to whom it went.',
  'conversations.routing_rule': settings,
  'conversations.queue_entry': 'Which rule gave a conversation to which team; it goes with the conversation.',
  'conversations.assignment': 'Who took charge when, for reports; it outlives the conversation and then points at nothing.',
  'conversations.sla_policy': settings,
  'conversations.sla_clock': 'What was promised for a conversation; it goes with the conversation.',
  'conversations.approach': 'That an unnamed address was written to first on a day; only its own random id.',
  'conversations.conversation.channel_kind': code,
  'conversations.scheduled_message.reason': code,
  'conversations.message.kind': code,
  'conversations.question.asked_by': code,
}
