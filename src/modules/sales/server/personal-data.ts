import type { PersonalData } from '#kernel/module.ts'

const ofUser = (table: string, columns: readonly string[]): PersonalData => ({
  table: `sales.${table}`,
  subject: 'user',
  columns,
  purpose: 'sales.personal-data.authorship',
})

/** Where this module keeps data of persons. What was sold stays, without saying to whom. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'sales.deal',
    subject: 'contact',
    columns: ['title', 'contact_name', 'next_step', 'lost_note', 'search_text', 'amount_minor', 'currency', 'expected_close'],
    rows: { by: 'contact_id' },
    purpose: 'sales.personal-data.negotiation',
    onErasure: {
      blank: {
        title: '—',
        contact_id: null,
        contact_name: null,
        conversation_id: null,
        next_step: null,
        next_step_at: null,
        lost_note: null,
        search_text: '',
      },
      because: 'sales.personal-data.kept.deal',
    },
    names: ['contact_name'],
    derived: ['search_text'],
    order: 'created_at',
  },
  ofUser('deal', ['created_by_name']),
  ofUser('deal_stage_event', ['actor_name']),
  ofUser('exchange_rate', ['created_by_name']),
]

const counts = 'Sums over deals, about nobody in particular.'
const settings = 'A setting of the business, about nobody.'

export const impersonal: Readonly<Record<string, string>> = {
  'sales.pipeline': settings,
  'sales.stage': settings,
  'sales.lost_reason': settings,
  'sales.deal_line': 'What is sold, not to whom.',
  'sales.deal_stage_event.from_name': 'The name of a stage.',
  'sales.deal_stage_event.to_name': 'The name of a stage.',
  'sales.deal.rank_key': 'A place among others.',
  'sales.exchange_rate.currency': 'What a currency is worth.',
  'sales.cohort_count': counts,
  'sales.outcome_count': counts,
  'sales.duration_count': counts,
  'sales.deal_tally': 'What a deal adds to those sums: stages, days and amounts.',
  'sales.pipeline_tally': settings,
  'sales.contact_merge': 'Ids of deals, until a merge can no longer be undone.',
}
