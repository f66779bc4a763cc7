import { isIPv4, isIPv6 } from 'node:net'

/** IPv4 blocks that are not of the public internet (IANA special-purpose registry), multicast and the reserved end. */
const v4Blocks: readonly [network: string, bits: number, name: string][] = [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'shared by a carrier'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link local, metadata of clouds'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'protocol assignments'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.88.99.0', 24, 'relays of 6to4'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'benchmarks'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved'],
]

/** Blocks inside the only IPv6 block that is routed on the internet, 2000::/3, that are special all the same. */
const v6Blocks: readonly [network: string, bits: number, name: string][] = [
  ['2001::', 23, 'protocol assignments, Teredo'],
  ['2001:db8::', 32, 'documentation'],
  ['2002::', 16, '6to4, which carries an IPv4 address'],
  ['3fff::', 20, 'documentation'],
]

/**
 * Why an address is not one of the public internet, or null when it is. Everything that is not plainly public is
 * refused: an IPv6 address outside of 2000::/3 may be loopback, link local, or an IPv4 address in disguise (`::ffff:`,
 * `64:ff9b::`), and what cannot be read is not called.
 */
export function specialRange(address: string): string | null {
  if (isIPv4(address)) return nameOf(v4Blocks, v4Number(address), 32, v4Number)
  if (!isIPv6(address) || address.includes('%')) return 'not an address'
  const number = v6Number(address)
  if (number >> 125n !== 1n) return 'outside of the routed IPv6 block'
  return nameOf(v6Blocks, number, 128, v6Number)
}

function nameOf(blocks: readonly [string, number, string][], address: bigint, size: number, read: (text: string) => bigint): string | null {
  for (const [network, bits, name] of blocks) {
    const rest = BigInt(size - bits)
    if (address >> rest === read(network) >> rest) return name
  }
  return null
}

const v4Number = (address: string): bigint => address.split('.').reduce((number, part) => (number << 8n) | BigInt(part), 0n)

function v6Number(address: string): bigint {
  const [, front = '', tail] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? []
  const hex = tail === undefined ? address : `${front}${(v4Number(tail) >> 16n).toString(16)}:${(v4Number(tail) & 0xffffn).toString(16)}`
  const [head = '', rest] = hex.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = rest === undefined || rest === '' ? [] : rest.split(':')
  const groups = rest === undefined ? before : [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
  return groups.reduce((number, group) => (number << 16n) | BigInt(`0x${group}`), 0n)
}

/** `host` or `host:port` of an address, in lower case and without a closing dot, as the operator's list of allowed hosts says it. */
export function isListed(url: URL, list: readonly string[]): boolean {
  const host = hostOf(url)
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return list.some((entry) => {
    const [, name = '', onlyPort] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(entry.trim().toLowerCase()) ?? []
    return name !== '' && name.replace(/^\[|\]$|\.$/g, '') === host && (onlyPort === undefined || onlyPort === port)
  })
}

/** The host as the resolver takes it: no brackets, no closing dot. */
export const hostOf = (url: URL): string => url.hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '')
