import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { isLoopback } from '#kernel/http/loopback.ts'

/**
 * Whether the operator asks: a program of this machine, or one elsewhere that brings the key of the installation. A proxy
 * of this machine stands here too, and whoever it speaks for does not.
 */
export function isOperator({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>, adminToken: string | undefined): boolean {
  const key = headers.authorization?.startsWith('Bearer ') ? headers.authorization.slice(7).trim() : undefined
  if (key !== undefined) return adminToken !== undefined && timingSafeEqual(digest(key), digest(adminToken))
  return isLoopback(ip) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined
}

// Of one length, which is what can be compared in constant time.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
