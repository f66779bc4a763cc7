import type { PersonalData } from '#kernel/module.ts'

/** What somebody said of how they were attended goes with them. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'surveys.invitation',
    subject: 'contact',
    rows: { by: 'contact_id' },
    columns: ['score', 'comment', 'answered_at'],
    purpose: 'surveys.personal-data.answer',
    onErasure: 'delete',
    order: 'created_at',
  },
]

/** What could hold data of persons and does not. */
export const impersonal: Readonly<Record<string, string>> = {
  'surveys.survey': 'A question for everybody, about nobody.',
  'surveys.invitation.occasion': 'The id of the conversation or the order that it was asked about, and when that was over.',
}
