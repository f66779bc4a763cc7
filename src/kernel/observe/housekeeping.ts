import { sealAll } from '#kernel/audit/seal.ts'
import { sweepThrottle } from '#kernel/auth/throttle.ts'
import type { Kernel } from '#kernel/context.ts'
import type { Execute } from '#kernel/db/sql.ts'
import type { Chore } from '#kernel/jobs/schedules.ts'
import { postman } from '#kernel/mail/postman.ts'

type Parts = Pick<Kernel, 'db' | 'crypto' | 'files' | 'config' | 'log'>

const hoursOfAnswers = 24

/** What the kernel does by itself, outside of any organization, to be handed to `startSchedules` as its chores. */
export const housekeeping = (kernel: Parts): Chore[] => [
  ...postman(kernel.config),
  { name: 'kernel.seal-audit', everySeconds: 5, run: (_platform, now) => sealAll(kernel, now) },
  { name: 'kernel.sweep-throttle', everySeconds: 600, run: sweepThrottle },
  { name: 'kernel.forget-answers', everySeconds: 3_600, run: forgetAnswers },
  { name: 'kernel.sweep-files', everySeconds: 3_600, run: (platform, now) => kernel.files.sweep(platform, now) },
]

/** Answers kept for repeated commands are good for a day. Answers how many were dropped. */
async function forgetAnswers(platform: Execute, now: Date): Promise<number> {
  const before = new Date(now.getTime() - hoursOfAnswers * 3_600_000).toISOString()
  const gone = await platform<{ key: string }>`delete from kernel.idempotency where created_at < ${before}::timestamptz returning key`
  return gone.length
}
