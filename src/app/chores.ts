import { sweepDoors } from '#identity/server/sessions/sweep.ts'
import { sealAll } from '#kernel/audit/seal.ts'
import { sweepThrottle } from '#kernel/auth/throttle.ts'
import type { Kernel } from '#kernel/context.ts'
import type { Chore } from '#kernel/jobs/schedules.ts'
import { postman } from '#kernel/mail/postman.ts'

const answersKeptHours = 24

/** Housekeeping of the installation, outside of any organization. */
export const choresOf = (kernel: Kernel): Chore[] => [
  ...postman(kernel.config),
  sweepDoors,
  { name: 'kernel.seal-audit', everySeconds: 2, run: (_platform, now) => sealAll(kernel, now) },
  { name: 'kernel.sweep-throttle', everySeconds: 600, run: sweepThrottle },
  { name: 'kernel.sweep-files', everySeconds: 3_600, run: (platform, now) => kernel.files.sweep(platform, now) },
  {
    name: 'kernel.forget-answers',
    everySeconds: 600,
    run: (platform, now) =>
      platform`delete from kernel.idempotency where created_at < ${new Date(now.getTime() - answersKeptHours * 3_600_000).toISOString()}`,
  },
]
