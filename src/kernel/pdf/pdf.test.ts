import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderPdf } from '#kernel/pdf/pdf.ts'

const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'

test('a document is typeset from data, with our letters and signs', async () => {
  const pdf = await renderPdf('= #data.title\n#for line in data.lines [ - #line \n]', { title: 'Pedido', lines: ['½ pollo 🐔', 'ñandú'] })
  assert.ok(isPdf(pdf))
})

test('what a customer wrote is never read as markup', async () => {
  for (const text of ['#panic("x")', '$ 1/0', '#read("/etc/passwd")', '*a', '`', '#import "@preview/x:1.0.0"', '\\']) {
    assert.ok(isPdf(await renderPdf('#data.text', { text })), text)
  }
})

test('a source that is wrong is refused and the next document is typeset', async () => {
  await assert.rejects(renderPdf('#unknown-function()', {}), /typeset/)
  assert.ok(isPdf(await renderPdf('Bien', {})))
})

test('a source reaches no file of this machine and no network', async () => {
  await assert.rejects(renderPdf('#read("/etc/passwd")', {}))
  await assert.rejects(renderPdf('#read("../../../../../../etc/passwd")', {}))
  await assert.rejects(renderPdf('#import "@preview/cetz:0.2.0"', {}))
})

test('pictures are named by the source', async () => {
  const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  assert.ok(isPdf(await renderPdf('#image("logo.png")', {}, { files: { 'logo.png': dot } })))
})

test('many documents at once are all typeset', async () => {
  const all = await Promise.all(Array.from({ length: 40 }, (_, i) => renderPdf('= #data.n', { n: String(i) })))
  assert.equal(all.filter(isPdf).length, 40)
})
