import type { Logger } from 'pino'
import type { Principal } from '#kernel/auth/principal.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Module, Topic } from '#kernel/module.ts'
import { Problem } from '#kernel/problem.ts'
import { readTopic } from '#kernel/realtime/protocol.ts'

export type ReadCtx = <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>) => Promise<T>

/** Which of the topics this person may follow now. Throws only when nobody can say, because the database is away. */
export type MayWatch = (principal: Principal, topics: readonly string[]) => Promise<string[]>

export function openWatching(modules: readonly Module[], readCtx: ReadCtx, log: Logger): MayWatch {
  const byPrefix = new Map<string, Topic>()
  for (const topic of modules.flatMap((module) => module.topics ?? [])) {
    if (byPrefix.has(topic.prefix)) throw new Error(`two topics begin with ${topic.prefix}`)
    byPrefix.set(topic.prefix, topic)
  }

  async function isAllowed(ctx: Ctx, topic: string): Promise<boolean> {
    const { prefix, id } = readTopic(topic)
    const declared = byPrefix.get(prefix)
    if (!declared) return false
    try {
      return await declared.mayWatch(ctx, id)
    } catch (error) {
      if (!isRefusal(error)) throw error
      log.debug({ err: error, topic: prefix }, 'a topic was refused')
      return false
    }
  }

  return async (principal, topics) => {
    const known = topics.filter((topic) => byPrefix.has(readTopic(topic).prefix))
    if (known.length === 0) return []
    return readCtx(principal, async (ctx) => {
      const allowed: string[] = []
      for (const topic of known) if (await isAllowed(ctx, topic)) allowed.push(topic)
      return allowed
    })
  }
}

// SQLSTATE class 22: an id that is no id.
const isRefusal = (error: unknown): boolean => error instanceof Problem || /^22...$/.test(String((error as { code?: unknown }).code))
