import type { PersonalData } from '#kernel/module.ts'

const ofUser = (table: string, columns: readonly string[], purpose: string): PersonalData => ({
  table: `identity.${table}`,
  subject: 'user',
  columns,
  purpose: `identity.personal-data.${purpose}`,
})

/** People who work with the product; and what they were told about customers. */
export const personalData: readonly PersonalData[] = [
  ofUser('person', ['email', 'name', 'locale', 'password_hash', 'totp_secret', 'recovery_hashes'], 'account'),
  ofUser('session', ['ip', 'user_agent'], 'security'),
  ofUser('membership', ['left_name'], 'authorship'),
  ofUser('invitation', ['email'], 'invitation'),
  ofUser('notice', ['values', 'href'], 'account'),
  {
    table: 'identity.notice',
    subject: 'contact',
    columns: ['values', 'href', 'key'],
    purpose: 'identity.personal-data.notice',
    rows: { telling: ['values', 'href', 'key'] },
    onErasure: 'delete',
  },
]

const ownBusiness = 'It describes the business itself.'

/** What could hold data of persons and does not. */
export const impersonal: Readonly<Record<string, string>> = {
  'identity.organization': ownBusiness,
  'identity.brand': ownBusiness,
  'identity.calendar': ownBusiness,
  'identity.calendar_day': ownBusiness,
  'identity.invitation.token_hash': 'A hash.',
  'identity.notice.words': 'A key of the words of a module.',
  'identity.team': ownBusiness,
  'identity.role': ownBusiness,
  'identity.api_key': 'It names a program and keeps only the hash of its key.',
}
