import { isIPv4 } from 'node:net'

/** Whether an address, or the host of a URL, is this machine itself: what browsers trust without https. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$|^::ffff:/g, '')
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'))
}
