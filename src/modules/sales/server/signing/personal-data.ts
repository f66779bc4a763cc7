import type { PersonalData } from '#kernel/module.ts'

const purpose = 'sales.personal-data.offer'
const proof = 'sales.personal-data.evidence'

const ofProposal = (table: string, columns: readonly string[], more: Partial<PersonalData> = {}): PersonalData => ({
  table: `sales.${table}`,
  subject: 'contact',
  rows: { of: 'sales.proposal', match: { proposal_id: 'id' } },
  onErasure: 'delete',
  columns,
  purpose,
  ...more,
})

/** What is kept of who was sent a proposal and what they did with it. It goes with the proposal, before it. */
export const signingPersonalData: readonly PersonalData[] = [
  ofProposal('proposal_view', ['started_at', 'last_at', 'seconds', 'user_agent'], { order: 'started_at' }),
  ofProposal('proposal_comment', ['author', 'author_name', 'text'], { order: 'at' }),
  ofProposal('proposal_send', ['channel', 'sent_to', 'by_name'], { order: 'at' }),
  ofProposal('proposal_followup', ['name'], { order: 'at' }),
  ofProposal('proposal_event', ['type', 'actor_name', 'content'], { purpose: proof, order: 'seq' }),
]

/** Columns that say nothing of anybody. */
export const signingImpersonal: Readonly<Record<string, string>> = {
  'sales.proposal_send.token_hash': 'the hash of a random address',
  'sales.proposal_event.hash': 'a hash over what is declared beside it',
  'sales.proposal_chain.hash': 'a hash',
  'sales.proposal_chain.seal': 'a signature of the installation over a hash',
  'sales.proposal_followup.code': 'which module made something of it',
  'sales.proposal_followup.href': 'an address inside of the house',
  'sales.proposal_cost.currency': 'the code of a currency',
}
