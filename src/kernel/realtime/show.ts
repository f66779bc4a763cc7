import type { Logger } from 'pino'
import { cursorOf } from '#kernel/events/cursor.ts'
import type { Live, Module } from '#kernel/module.ts'
import type { Line } from '#kernel/realtime/line.ts'
import type { ServerMessage } from '#kernel/realtime/protocol.ts'

export type EventRow = { org: string; xid: string; seq: number; type: string; data: unknown }

export type Screenplay = ReadonlyMap<string, readonly Live[]>

export const screenplayOf = (modules: readonly Module[]): Screenplay =>
  Map.groupBy(
    modules.flatMap((module) => module.live ?? []),
    (live) => live.event.name,
  )

/**
 * Sends an event to those of `candidates` who follow one of its topics, each as much as they may see of it. A patch that
 * several viewers share (the same object) is written once.
 */
export function show(screenplay: Screenplay, event: EventRow, candidates: (topic: string) => Iterable<Line>, log: Logger): void {
  for (const live of screenplay.get(event.type) ?? []) {
    try {
      showOne(live, event, candidates)
    } catch (error) {
      // One event that a screen cannot show must not keep the following ones from it.
      log.error({ err: error, event: event.type, org: event.org }, 'an event could not be shown on live screens')
    }
  }
}

function showOne(live: Live, event: EventRow, candidates: (topic: string) => Iterable<Line>): void {
  const topicsByLine = new Map<Line, string[]>()
  for (const topic of live.topics(event.data as never))
    for (const line of candidates(topic)) {
      const topics = topicsByLine.get(line)
      if (topics) topics.push(topic)
      else topicsByLine.set(line, [topic])
    }
  const at = cursorOf(event)
  const written = new Map<unknown, Map<string, Buffer>>()
  for (const [line, topics] of topicsByLine) {
    const patch = live.show(line.viewer, event.data as never)
    if (patch === null || patch === undefined) continue
    let byTopics = written.get(patch)
    if (!byTopics) written.set(patch, (byTopics = new Map()))
    const key = topics.join(' ')
    let bytes = byTopics.get(key)
    if (!bytes) {
      const message: ServerMessage = { type: live.as ?? event.type, at, topics, patch }
      byTopics.set(key, (bytes = Buffer.from(JSON.stringify(message))))
    }
    line.sendBytes(bytes)
  }
}
