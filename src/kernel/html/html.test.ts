import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, raw, safeHref } from '#kernel/html/html.ts'

test('what somebody wrote never becomes markup', () => {
  const name = `<script>alert('hola')</script> & "co"`
  assert.equal(
    String(html`<b title="${name}">${name}</b>`),
    '<b title="&lt;script&gt;alert(&#39;hola&#39;)&lt;/script&gt; &amp; &quot;co&quot;">&lt;script&gt;alert(&#39;hola&#39;)&lt;/script&gt; &amp; &quot;co&quot;</b>',
  )
})

test('lists are joined, nested markup is kept, and what is absent vanishes', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`)
  assert.equal(String(html`<ul>${items}${null}${undefined}${false}${0}${raw('<hr>')}</ul>`), '<ul><li>a</li><li>&lt;b&gt;</li>0<hr></ul>')
})

for (const [address, kept] of [
  ['https://shop.example/a?b=1', true],
  ['mailto:ana@shop.example', true],
  ['javascript:alert(1)', false],
  ['JaVaScRiPt:alert(1)', false],
  ['data:text/html,<script>', false],
  ['/relative', false],
] as const)
  test(`a link to ${address} is ${kept ? 'kept' : 'dropped'}`, () => assert.equal(safeHref(address), kept ? address : ''))
