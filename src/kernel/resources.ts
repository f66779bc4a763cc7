import type { Files } from '#kernel/files/files.ts'
import type { Crypto } from '#kernel/crypto/crypto.ts'
import type { Mail } from '#kernel/mail/mail.ts'
import type { Egress } from '#kernel/egress/egress.ts'
import type { Config } from '#kernel/config/config.ts'
import type { Metrics } from '#kernel/observe/metrics.ts'
import type { Module } from '#kernel/module.ts'
import type { Passwords } from '#kernel/auth/passwords.ts'

/** What the process owns and every context hands on. */
export type Resources = {
  readonly config: Config
  readonly files: Files
  readonly crypto: Crypto
  readonly mail: Mail
  readonly egress: Egress
  readonly passwords: Passwords
  /** For what an operator counts: `ctx.metrics.counted('...')`. */
  readonly metrics: Pick<Metrics, 'counted'>
  readonly modules: readonly Module[]
}
