import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify from 'fastify'
import { appIconPath } from '#kernel/contract/app-icon.ts'
import { registerAppIcon } from '#kernel/http/app-icon.ts'

const app = Fastify()
registerAppIcon(app)
const ask = (url: string) => app.inject({ url })

test('a business has an icon of its own: its initials on its accent', async () => {
  const answer = await ask(appIconPath('#B03A0B', 'Pollos El Gallo'))
  assert.equal(answer.statusCode, 200)
  assert.equal(answer.headers['content-type'], 'image/svg+xml; charset=utf-8')
  assert.match(answer.body, /fill="#b03a0b"[^]*>\s*PE\s*<\/text>/)
  assert.match(answer.body, /rx="17"/)
  assert.match((await ask(appIconPath('#b03a0b', 'Ñandú', 'maskable'))).body, /rx="0"[^]*>\s*Ñ\s*<\/text>/)
})

test('an icon is drawn of a colour and of letters, and of nothing else', async () => {
  for (const query of [
    '',
    'color=red&letters=PE',
    'color=b03a0b&letters=PEG',
    'color=b03a0b&letters=%3Cb',
    'color=b03a0b&letters=P&letters=E',
    'color=b03a0b&letters=PE&purpose=monochrome',
  ])
    assert.equal((await ask(`/app-icon.svg?${query}`)).statusCode, 404, query)
})
