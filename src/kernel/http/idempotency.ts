import { createHash } from 'node:crypto'
import type { Ctx } from '#kernel/ctx.ts'
import type { Received } from '#kernel/http/upload.ts'
import { keyReused, Problem } from '#kernel/problem.ts'

type Kept = { status: number; answer: string }

/**
 * Runs a command once per key: the key is claimed in the command's own transaction, so a repeated call either waits for
 * the first and gets its answer, or finds nothing because the first had no effect. Kept for 24 hours.
 */
export async function once(
  ctx: Ctx,
  key: string,
  request: { route: string; body: unknown; upload?: Pick<Received, 'digest'> | undefined },
  run: () => Promise<Kept>,
): Promise<Kept & { repeated: boolean }> {
  if (ctx.actor.kind === 'system') throw new Error('the system repeats nothing over HTTP')
  if (!/^[\x21-\x7e]{8,255}$/.test(key)) throw new Problem('kernel.invalid_idempotency_key', 422)
  const claimed = await ctx.sql`
    insert into kernel.idempotency (org_id, actor_id, key, request, created_at) values (kernel.current_org(), ${ctx.actor.id}, ${key}, ${fingerprint(request)}, ${ctx.now.toISOString()})
    on conflict (org_id, actor_id, key) do update
      set request = excluded.request, status = null, answer = null, created_at = excluded.created_at
      where kernel.idempotency.created_at < excluded.created_at - interval '24 hours'
    returning true as mine`
  if (claimed.length === 0) {
    const [kept] = await ctx.sql<Kept & { isSame: boolean }>`
      select status, answer, request = ${fingerprint(request, await request.upload?.digest())} as "isSame" from kernel.idempotency where actor_id = ${ctx.actor.id} and key = ${key}`
    if (!kept?.isSame) throw keyReused()
    return { status: kept.status, answer: kept.answer, repeated: true }
  }
  const kept = await run()
  // What a file holds is known once it was read.
  const whole = fingerprint(request, await request.upload?.digest())
  await ctx.sql`update kernel.idempotency set request = ${whole}, status = ${kept.status}, answer = ${kept.answer} where actor_id = ${ctx.actor.id} and key = ${key}`
  return { ...kept, repeated: false }
}

/** As `bytea` is written. */
const fingerprint = ({ route, body }: { route: string; body: unknown }, file?: string): string =>
  `\\x${createHash('sha256')
    .update(JSON.stringify([route, body ?? null, ...(file === undefined ? [] : [file])]))
    .digest('hex')}`
