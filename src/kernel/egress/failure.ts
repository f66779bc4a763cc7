export type EgressFailureKind =
  | 'refused'
  | 'dns'
  | 'connect'
  | 'timeout-before-send'
  | 'timeout-after-send'
  | 'reset'
  | 'too-large'
  | 'breaker-open'

/**
 * A call that got no answer. `requestWritten` false means that the other side cannot have acted: trying again is safe.
 * True means that it may have acted: the outcome is unknown until something else tells it.
 */
export class EgressFailure extends Error {
  readonly kind: EgressFailureKind
  readonly requestWritten: boolean
  constructor(kind: EgressFailureKind, reason: string, options: { requestWritten?: boolean; cause?: unknown } = {}) {
    super(`${kind}: ${reason.replace(new RegExp(`^${kind}: `), '')}`, { cause: options.cause })
    this.name = 'EgressFailure'
    this.kind = kind
    this.requestWritten = options.requestWritten ?? false
  }
}
