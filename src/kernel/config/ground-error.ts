/**
 * Why the product cannot stand on this machine, in the words of whoever runs it: the message is one sentence for the
 * cause and one for the cure. It is thrown before any locale is loaded, hence its sentences are written where it is made.
 */
export class GroundError extends Error {
  readonly code: string
  readonly cure: string
  constructor(code: string, cause: string, cure: string, options?: ErrorOptions) {
    super(`${cause} ${cure}`, options)
    this.name = 'GroundError'
    this.code = code
    this.cure = cure
  }
}
