import { WebSocket } from 'ws'
import type { Principal } from '#kernel/auth/principal.ts'
import type { Viewer } from '#kernel/module.ts'
import { closing, limits, type ServerMessage } from '#kernel/realtime/protocol.ts'

export type Credentials = { cookie?: string | undefined; authorization?: string | undefined }

/** One open WebSocket and who is behind it. */
export type Line = {
  readonly id: number
  readonly org: string
  readonly principal: Principal
  readonly person: { readonly id: string; readonly name: string }
  readonly viewer: Viewer
  /** What it was opened with, to ask again whether that still counts. */
  readonly credentials: Credentials
  readonly topics: Set<string>
  checkedAt: number
  isOpen(): boolean
  /** A message already in bytes; left out while the browser does not keep up. */
  sendBytes(bytes: Buffer): void
  send(message: ServerMessage): void
  /** Whether messages were left out since the last reset. */
  isBehind(): boolean
  /** Sees whether a slow browser caught up, in which case `reset` tells it that it missed something; ends it when it does not. */
  relieve(reset: () => void): void
  /** Whether one more message may be taken from it now. */
  mayTalk(): boolean
  /** Pings it, or ends it when the last ping was not answered. */
  beat(): void
  close(code: number, reason: string): void
  end(): void
}

const mostWaitingBytes = 256 * 1024
const fewWaitingBytes = 16 * 1024
const patienceMs = 10_000

const bytesOf = (message: ServerMessage): Buffer => Buffer.from(JSON.stringify(message))
let lines = 0

export function openLine(
  socket: WebSocket,
  principal: Principal & { person: { id: string; name: string } },
  credentials: Credentials,
): Line {
  let isAlive = true
  let behindSince: number | undefined
  let tokens: number = limits.burst
  let talkedAt = Date.now()
  let endTimer: NodeJS.Timeout | undefined
  socket.on('pong', () => (isAlive = true))
  socket.on('close', () => clearTimeout(endTimer))

  const line: Line = {
    id: ++lines,
    org: principal.orgId ?? '',
    principal,
    person: principal.person,
    viewer: viewerOf(principal),
    credentials,
    topics: new Set(),
    checkedAt: Date.now(),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    sendBytes(bytes) {
      if (socket.readyState !== WebSocket.OPEN || behindSince !== undefined) return
      if (socket.bufferedAmount > mostWaitingBytes) behindSince = Date.now()
      else socket.send(bytes, { binary: false })
    },
    send: (message) => line.sendBytes(bytesOf(message)),
    isBehind: () => behindSince !== undefined,
    relieve(reset) {
      if (behindSince === undefined) return
      if (socket.bufferedAmount <= fewWaitingBytes) {
        behindSince = undefined
        reset()
      } else if (Date.now() - behindSince > patienceMs) line.close(closing.tooSlow, 'too slow')
    },
    mayTalk() {
      const now = Date.now()
      tokens = Math.min(limits.burst, tokens + ((now - talkedAt) / 1000) * limits.messagesPerSecond)
      talkedAt = now
      if (tokens < 1) return false
      tokens--
      return true
    },
    beat() {
      if (!isAlive) return socket.terminate()
      isAlive = false
      if (socket.readyState === WebSocket.OPEN) socket.ping()
    },
    close(code, reason) {
      socket.close(code, reason)
      // A browser that does not read does not answer the close either.
      endTimer ??= setTimeout(() => socket.terminate(), 1_000)
      endTimer.unref()
    },
    end: () => socket.terminate(),
  }
  return line
}

export const viewerOf = ({ actor, orgId, person }: Principal): Viewer => ({
  userId: person?.id ?? '',
  orgId: orgId ?? '',
  permissions: actor.kind === 'system' ? new Set() : actor.permissions,
  teamIds: actor.kind === 'system' ? [] : actor.teamIds,
})

/** Whether both see the same: the same person in the same organization with the same rights. */
export function seeTheSame(a: Viewer, b: Viewer): boolean {
  return (
    a.userId === b.userId &&
    a.orgId === b.orgId &&
    a.permissions.size === b.permissions.size &&
    a.permissions.isSubsetOf(b.permissions) &&
    a.teamIds.length === b.teamIds.length &&
    new Set(a.teamIds).isSubsetOf(new Set(b.teamIds))
  )
}
