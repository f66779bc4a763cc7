import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isListed, specialRange } from './address.ts'

const internal = `
  0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254 169.254.170.2
  172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1
  224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:7f00:1 0:0:0:0:0:ffff:10.0.0.1 ::ffff:8.8.8.8
  ::127.0.0.1 ::7f00:1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b:1::1 100::1 2001::1
  2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1 2001:db8::1 2002:7f00:1::1 2002:a00:1:: 2002:c0a8:101::1 3fff::1 4000::1 5f00::1
  fc00::1 fd00:ec2::254 fd12:3456::1 fe80::1 fe80::1%lo febf::1 fec0::1 ff02::1 ff0e::1 localhost 127.1 0x7f.0.0.1 1.2.3.4.5
  999.1.1.1 :::
`
  .trim()
  .split(/\s+/)
  .concat([''])
for (const address of internal) test(`${address || 'nothing'} is not called`, () => assert.notEqual(specialRange(address), null))

const open = `
  1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 169.253.255.255 169.255.0.0
  172.15.255.255 172.32.0.0 192.0.1.1 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 157.240.1.1
  2606:4700::1111 2a03:2880:f003:c07:face:b00c::2 2001:4860:4860::8888 2001:200::1 2003::1 2800:3f0::200e
`
  .trim()
  .split(/\s+/)
for (const address of open) test(`${address} is of the public internet`, () => assert.equal(specialRange(address), null))

test('no IPv4 address hides inside an IPv6 one', () => {
  const prefixes = ['::', '::ffff:', '::ffff:0:', '64:ff9b::', '2002:']
  fc.assert(
    fc.property(fc.nat(0xffff_ffff), fc.constantFrom(...prefixes), (number, prefix) => {
      const groups = `${(number >>> 16).toString(16)}:${(number & 0xffff).toString(16)}`
      assert.notEqual(specialRange(prefix === '2002:' ? `2002:${groups}::1` : `${prefix}${groups}`), null)
    }),
  )
})

const listed: [string, string[], boolean][] = [
  ['http://printer.local/x', ['printer.local'], true],
  ['http://PRINTER.local./x', ['printer.local'], true],
  ['http://printer.local:9100/x', ['printer.local:9100'], true],
  ['http://printer.local/x', ['printer.local:9100'], false],
  ['https://printer.local/x', ['printer.local:443'], true],
  ['http://evil-printer.local/x', ['printer.local'], false],
  ['http://printer.local.evil.test/x', ['printer.local'], false],
  ['http://printer.local@evil.test/x', ['printer.local'], false],
  ['http://192.168.0.20:9100/', ['192.168.0.20:9100'], true],
  ['http://3232235540:9100/', ['192.168.0.20:9100'], true],
  ['http://[::1]:5661/', ['[::1]:5661'], true],
  ['http://[::1]:5661/', ['[::1]'], true],
  ['http://[::2]/', ['[::1]'], false],
  ['http://x/', ['', ':', '[]', ':80'], false],
]
for (const [url, list, expected] of listed)
  test(`${url} is ${expected ? '' : 'not '}among ${list.join(', ')}`, () => assert.equal(isListed(new URL(url), list), expected))
