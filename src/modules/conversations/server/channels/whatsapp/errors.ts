/**
 * What the system does about an answer of the provider.
 * - `retry`: again, later, by itself; nothing was sent.
 * - `alternate-number`: once more with the other spelling of the same number (see numbers.ts).
 * - `fail`: this message will never go through as it is.
 * - `unknown`: it may have been sent. Never send again by itself: a status callback with our reference decides, or a person.
 * - `stop-channel`: nothing will go through on this number until somebody acts.
 */
export type Outcome = 'retry' | 'alternate-number' | 'fail' | 'unknown' | 'stop-channel'

export type Action =
  | 'retry'
  | 'slow-down'
  | 'pair-limit'
  | 'retry-later'
  | 'pause-campaigns'
  | 'try-alternate-number'
  | 'not-reachable'
  | 'template-needed'
  | 'marketing-refused'
  | 'use-phone-number'
  | 'fix-request'
  | 'fix-media'
  | 'fix-template'
  | 'fix-flow'
  | 'show-message'
  | 'stop-channel'

type Rule = {
  action: Action
  outcome: Exclude<Outcome, 'unknown'>
  /** What the agent or the administrator reads: `conversations.failures.<reason>.{title,advice}`. */
  reason: string
  retryAfterSeconds?: (attempt: number) => number
  /** After this many tries it is a failure. */
  tries?: number
}

const MINUTE = 60
const HOUR = 60 * MINUTE

const doubling = (first: number, most: number) => (attempt: number) => Math.min(first * 2 ** (attempt - 1), most)

const temporary: Rule = { action: 'retry', outcome: 'retry', reason: 'temporary', retryAfterSeconds: doubling(2, 5 * MINUTE), tries: 8 }
const tooFast: Rule = {
  action: 'slow-down',
  outcome: 'retry',
  reason: 'too-fast',
  retryAfterSeconds: doubling(5, 10 * MINUTE),
  tries: 12,
}
const stop = (reason: string): Rule => ({ action: 'stop-channel', outcome: 'stop-channel', reason })
const fail = (action: Action, reason: string): Rule => ({ action, outcome: 'fail', reason })

/** Ranges and codes of the provider's table; the code decides, never the HTTP status nor the text beside it. First match wins. */
export const RULES: readonly { from: number; to: number; rule: Rule }[] = [
  ...each([0, 190], stop('token-invalid')),
  ...each([3, 10], stop('permission-missing')),
  { from: 200, to: 299, rule: stop('permission-missing') },
  ...each([4, 80007, 130429], tooFast),
  // The provider asks for 4^n seconds before the same pair is tried again; other customers are not affected.
  ...each([131056], {
    action: 'pair-limit',
    outcome: 'retry',
    reason: 'pair-limit',
    retryAfterSeconds: (attempt) => Math.min(4 ** attempt, HOUR),
    tries: 8,
  }),
  ...each([131048], {
    action: 'pause-campaigns',
    outcome: 'retry',
    reason: 'spam-limit',
    retryAfterSeconds: doubling(HOUR, 12 * HOUR),
    tries: 4,
  }),
  ...each([131064], { action: 'retry-later', outcome: 'retry', reason: 'daily-limit', retryAfterSeconds: () => 24 * HOUR, tries: 3 }),
  ...each([131057, 133004], {
    action: 'retry-later',
    outcome: 'retry',
    reason: 'maintenance',
    retryAfterSeconds: doubling(2 * MINUTE, 15 * MINUTE),
    tries: 10,
  }),
  ...each([1, 2, 131000, 131016], temporary),
  ...each([131026, 131030], { action: 'try-alternate-number', outcome: 'alternate-number', reason: 'not-reachable' }),
  ...each([131047], fail('template-needed', 'window-closed')),
  ...each([131049], fail('marketing-refused', 'marketing-cap')),
  ...each([131050], fail('marketing-refused', 'marketing-stopped')),
  ...each([130472], fail('marketing-refused', 'marketing-experiment')),
  ...each([131062], fail('use-phone-number', 'phone-needed')),
  ...each([131063], fail('fix-template', 'marketing-disabled')),
  ...each([2200], fail('fix-request', 'webhook-refused')),
  ...each([33, 100, 131005, 131008, 131009], fail('fix-request', 'request-refused')),
  ...each([131021], fail('fix-request', 'own-number')),
  ...each([131051], fail('fix-media', 'kind-unsupported')),
  ...each([131052, 131053], fail('fix-media', 'media-refused')),
  ...each([132000, 132005, 132008, 132012, 132018], fail('fix-template', 'template-values')),
  ...each([132001], fail('fix-template', 'template-missing')),
  ...each([132007], fail('fix-template', 'template-policy')),
  ...each([132015, 132016], fail('fix-template', 'template-paused')),
  ...each([132068, 132069], fail('fix-flow', 'flow-unavailable')),
  ...each([131031, 368], stop('account-locked')),
  ...each([130497], fail('show-message', 'country-restricted')),
  ...each([131042], stop('payment-missing')),
  ...each([131037, 131045, 133010], stop('number-not-ready')),
  ...each([133005], fail('fix-request', 'pin-wrong')),
  ...each([133008, 133009, 133016], fail('show-message', 'too-many-tries')),
  { from: 133000, to: 133015, rule: stop('number-not-ready') },
  { from: 138000, to: 138018, rule: fail('show-message', 'call-refused') },
  ...each([613], { ...tooFast, tries: 4 }),
  { from: 139100, to: 139103, rule: fail('show-message', 'provider-refused') },
  { from: 147001, to: 147005, rule: fail('show-message', 'provider-refused') },
  { from: 2388000, to: 2388999, rule: fail('fix-template', 'template-refused') },
]

/** Reasons that come from how the exchange ended, not from a code. */
export const OTHER_REASONS = ['unreachable', 'blocked', 'outcome-unknown', 'account-mismatch', 'token-expired'] as const

function each(codes: readonly number[], rule: Rule): { from: number; to: number; rule: Rule }[] {
  return codes.map((code) => ({ from: code, to: code, rule }))
}

export const ruleOf = (code: number): Rule | undefined => RULES.find(({ from, to }) => code >= from && code <= to)?.rule

/**
 * How the exchange itself ended.
 * - `answered`: a complete HTTP answer was read.
 * - `not-sent`: the connection was never made; the provider cannot have seen the request.
 * - `blocked`: our own policy refused the destination.
 * - `lost`: the request may have been written, and no complete answer came (time-out, reset, broken body).
 */
export type TransportEnd = 'answered' | 'not-sent' | 'blocked' | 'lost'

export type Failure = {
  transport: TransportEnd
  httpStatus?: number | undefined
  code?: number | undefined
  /** 1 at the first try. */
  attempt?: number
  /** Seconds, from the header of the same name. */
  retryAfter?: number | undefined
  /** Reading, uploading or marking as read twice does no harm: an unknown outcome is then simply retried. */
  isRepeatable?: boolean
  /** Whether the number has another spelling that was not tried yet. */
  hasAlternate?: boolean
  /** 0 to 1, spreads retries by up to a quarter so that they do not return all at once. */
  spread?: number
}

export type Verdict = {
  outcome: Outcome
  action: Action
  code: number | null
  httpStatus: number | null
  /** Key under `conversations.failures` */
  reason: string
  /** Whether a person who sends the same again can expect another result. */
  canRetry: boolean
  /** Only with `retry`. */
  retryAfterSeconds: number | null
}

/** The one place that decides what happens after a request to the provider failed. */
export function verdictOf(failure: Failure): Verdict {
  const rule = ruleOfFailure(failure)
  const attempt = failure.attempt ?? 1
  let { outcome, action } = rule as { outcome: Outcome; action: Action }
  if (outcome === 'alternate-number' && !failure.hasAlternate) [outcome, action] = ['fail', 'not-reachable']
  if (outcome === 'unknown' && failure.isRepeatable) outcome = 'retry'
  if (outcome === 'retry' && attempt >= (rule.tries ?? temporary.tries ?? 1)) outcome = failure.transport === 'lost' ? 'unknown' : 'fail'
  if (outcome === 'unknown' && failure.isRepeatable) outcome = 'fail'
  const wait = (rule.retryAfterSeconds ?? temporary.retryAfterSeconds ?? doubling(2, MINUTE))(attempt)
  const spread = 1 + (failure.spread ?? 0) / 4
  return {
    outcome,
    action,
    code: failure.code ?? null,
    httpStatus: failure.httpStatus ?? null,
    reason: rule.reason,
    canRetry: rule.outcome === 'retry' || rule.outcome === 'unknown' || rule.outcome === 'stop-channel',
    retryAfterSeconds: outcome === 'retry' ? Math.max(Math.ceil(wait * spread), Math.min(failure.retryAfter ?? 0, 24 * HOUR)) : null,
  }
}

type AnyRule = Omit<Rule, 'outcome'> & { outcome: Outcome }

const outcomeUnknown: AnyRule = { ...temporary, outcome: 'unknown', reason: 'outcome-unknown' }

function ruleOfFailure({ transport, httpStatus, code }: Failure): AnyRule {
  if (transport === 'blocked') return fail('show-message', 'blocked')
  if (transport === 'not-sent') return { ...temporary, reason: 'unreachable' }
  if (transport === 'lost') return outcomeUnknown
  const known = code === undefined ? undefined : ruleOf(code)
  if (known) return known
  const status = httpStatus ?? 0
  // An answer 200 that cannot be read was accepted: the message is on its way, we only do not know its id.
  if (status >= 200 && status < 300) return outcomeUnknown
  if (status === 401 || status === 403) return stop('permission-missing')
  if (status === 429) return tooFast
  // The provider itself says that it failed and with what: nothing was accepted. A gateway in front of it cannot know.
  if (status >= 500) return code === undefined ? outcomeUnknown : temporary
  if (status >= 400) return fail('fix-request', 'request-refused')
  return outcomeUnknown
}
