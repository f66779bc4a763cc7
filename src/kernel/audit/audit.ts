/**
 * One line of the audit trail. `action` is `module.noun.verb`; `subject` names the record in words that survive its
 * deletion; `before` and `after` hold only the fields that changed.
 */
export type Change = {
  action: string
  subject: { kind: string; id: string; name: string }
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}
