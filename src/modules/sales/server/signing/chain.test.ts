import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { follow, genesis, linkOf, type Head, type Link } from '#sales/server/signing/chain.ts'

const sealOf = ({ length, hash }: Omit<Head, 'seal'>): string =>
  createHmac('sha256', 'key of the house').update(`${length}.${hash}`).digest('hex')

function chainOf(contents: readonly string[]): { links: Link[]; head: Head } {
  const links: Link[] = []
  for (const content of contents) links.push({ seq: links.length + 1, content, hash: linkOf(links.at(-1)?.hash ?? genesis, content) })
  const end = { length: links.length, hash: links.at(-1)?.hash ?? genesis }
  return { links, head: { ...end, seal: sealOf(end) } }
}

const contents = ['{"seq":1,"type":"sent"}', '{"seq":2,"type":"viewed"}', '{"seq":3,"type":"accepted"}']

test('facts of a proposal hang together by their hashes', () => {
  const { links, head } = chainOf(contents)
  assert.deepEqual(
    links.map(({ hash }) => hash.slice(0, 16)),
    ['8e04ad5d30e51ced', '7551c267c1610787', '9a94b547ce7a001f'],
  )
  assert.deepEqual(follow(links, head, sealOf), { isIntact: true, length: 3, hash: head.hash })
  assert.deepEqual(follow([], undefined, sealOf), { isIntact: true, length: 0, hash: genesis })
})

test('whatever is done to a chain is found, at the place where it was done', () => {
  const { links, head } = chainOf(contents)
  const [first, second, third] = links as [Link, Link, Link]
  const cases: [string, Link[], Head | undefined, string, number][] = [
    ['a fact says something else', [first, { ...second, content: '{"seq":2,"type":"rejected"}' }, third], head, 'changed', 2],
    ['the last one says something else', [first, second, { ...third, content: '{"seq":3,"type":"rejected"}' }], head, 'changed', 3],
    ['a fact was taken out of the middle', [first, third], head, 'missing', 2],
    ['the last one is gone', [first, second], head, 'cut', 3],
    ['two changed places', [second, first, third], head, 'missing', 1],
    ['one was added', [...links, { seq: 4, content: '{}', hash: linkOf(third.hash, '{}') }], head, 'added', 4],
    ['all of it was written anew', chainOf([contents[0]!, contents[1]!, '{"seq":3,"type":"rejected"}']).links, head, 'forged', 3],
    ['its end was written anew too', chainOf(['{}']).links, { ...chainOf(['{}']).head, seal: 'made up' }, 'forged', 1],
    ['its end is gone', links, undefined, 'added', 1],
  ]
  for (const [what, found, end, damage, seq] of cases) assert.deepEqual(follow(found, end, sealOf), { isIntact: false, damage, seq }, what)
})
