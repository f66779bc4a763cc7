import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading, settle } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor

before(async () => {
  julia = await arrive(browser, product.url, 'julia', { to: '/telefono' })
})

/** What people with bad intentions write. Each of them would set `ran`, or ask somebody else for something. */
const payloads = [
  '<script>window.ran=1;fetch("https://evil.example/1")</script>',
  '<img src=x onerror="window.ran=1">',
  '<img src="https://evil.example/pixel.gif">',
  '<svg onload="window.ran=1"><use href="https://evil.example/x.svg#a"/></svg>',
  '"><iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
  '<a href="javascript:window.ran=1">clic</a>',
  '[clic](javascript:window.ran=1)',
  'javascript:window.ran=1//https://ok.example',
  'data:text/html,<script>window.ran=1</script>',
  '<style>@import "https://evil.example/x.css";*{background:url(https://evil.example/y)}</style>',
  '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel="preload" as="image" href="https://evil.example/z">',
  '<math><mtext><img src onerror=window.ran=1></mtext></math>',
  '</textarea></title></script><script>window.ran=1</script>',
  '{{constructor.constructor("window.ran=1")()}} ${window.ran=1} #{window.ran=1}',
  '\u202Efdp.exe <b onmouseover="window.ran=1" autofocus onfocus="window.ran=1" tabindex=0>x</b>',
  '<details open ontoggle="window.ran=1"><video src=x onerror="window.ran=1">',
  '<form action="https://evil.example"><button formaction="javascript:window.ran=1">ok</button></form>',
]
/** As many as fit into a name. */
const names = ['<img src=x onerror="window.ran=1">', '"><svg onload=window.ran=1>', '<script>window.ran=1</script>']

const ran = (page: Page): Promise<unknown> => page.evaluate(() => (window as unknown as { ran?: unknown }).ran)

test('the payloads are real: in a page that takes them as markup they run', async () => {
  const page = await (await browser.newContext()).newPage()
  await page.route('**/*', (route) => route.abort())
  let strikes = 0
  for (const payload of payloads) {
    await page.setContent(`<body>${payload}</body>`, { waitUntil: 'commit' })
    await page.waitForTimeout(40)
    if ((await ran(page).catch(() => undefined)) === 1) strikes++
  }
  await page.context().close()
  assert.ok(strikes >= 7, `${strikes} of them ran`)
})

/** As the simulated phone's own page asks. */
async function ask<T>(method: 'GET' | 'POST', path: string, data?: unknown): Promise<T> {
  const answer = await julia.page.evaluate(
    async ({ method: way, path: where, body }) => {
      const response = await fetch(`/api/v1${where}`, {
        method: way,
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        ...(body !== undefined && { body }),
      })
      return { status: response.status, text: await response.text() }
    },
    { method, path, body: data === undefined ? undefined : JSON.stringify(data) },
  )
  assert.equal(answer.status, 200, answer.text)
  return JSON.parse(answer.text) as T
}

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const log = (page: Page): Locator => page.getByRole('log', { name: 'Mensajes' })

test('markup in a name, message, caption, file name, order, button, place or form is shown as text: nothing runs, nothing leaves', async () => {
  const { page } = julia
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  const { numbers } = await ask<{ numbers: { phoneNumberId: string }[] }>('GET', '/phone')
  const number = numbers[0]?.phoneNumberId ?? ''
  const chats: string[] = []
  for (const name of names) {
    const { waId } = await ask<{ waId: string }>('POST', `/phone/${number}/customers`, { name })
    chats.push(waId)
    await ask('POST', `/phone/${number}/chats/${waId}/messages`, { content: { type: 'text', text: `Hola de ${name}` } })
  }
  const write = (content: unknown) => ask('POST', `/phone/${number}/chats/${chats[0]}/messages`, { content })
  for (const text of payloads) await write({ type: 'text', text })
  const nasty = payloads[3] ?? ''
  await write({ type: 'image', mimeType: 'image/png', bytes: png, caption: nasty })
  await write({ type: 'location', latitude: -31.4, longitude: -64.1, name: nasty, address: payloads[1] })
  await write({ type: 'button_reply', id: 'x', title: nasty })
  await write({ type: 'list_reply', id: 'x', title: payloads[1], description: nasty })
  await write({ type: 'flow_reply', answers: { [payloads[1] ?? '']: nasty, flow_token: '<b>' } })
  const line = { retailerId: payloads[1], quantity: 1, price: 1, currency: 'ARS' }
  await write({ type: 'order', catalogId: '1', text: nasty, items: [line] })

  await page.goto('/bandeja')
  await page
    .locator('a[href^="/bandeja/"]')
    .filter({ hasText: names[0] ?? '' })
    .first()
    .click()
  await log(page).getByText('Pedido de 1 unidad').waitFor()
  const shown = await log(page).innerText()
  for (const text of [...payloads.slice(4), nasty]) assert.ok(shown.includes(text), `not shown as it was written: ${text}`)
  await heading(page, names[0] ?? '')
    .first()
    .waitFor()

  // A file of ours whose name and content are markup; it is handed out as something that no browser runs.
  const fileName = '"><img src=x onerror=window.ran=1>.svg'
  const content = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran=1"><script>window.ran=1</script></svg>')
  await page.locator('input[type=file]').first().setInputFiles({ name: fileName, mimeType: 'image/svg+xml', buffer: content })
  await page.getByRole('button', { name: /^Enviar$/ }).click()
  const card = log(page).locator('article a[download]').last()
  await card.waitFor()
  const file = await page.request.get((await card.getAttribute('href')) ?? '')
  const headers = file.headers()
  assert.doesNotMatch(headers['content-type'] ?? '', /html|svg|xml/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.match(headers['content-disposition'] ?? '', /^attachment/)

  // Everything that can be pressed leads to the web, a telephone or the mail, and gives nothing away.
  const links = await log(page)
    .locator('a[href]')
    .evaluateAll((all) => all.map((link) => ({ protocol: (link as HTMLAnchorElement).protocol, rel: (link as HTMLAnchorElement).rel })))
  for (const { protocol, rel } of links)
    assert.ok(/^(https?|tel|mailto):$/.test(protocol) && (!protocol.startsWith('http') || /noopener/.test(rel)), `${protocol} ${rel}`)

  // The same words wherever else they appear: the list, the person, the palette, the telephone.
  await page.mouse.move(700, 400)
  for (const article of await log(page).locator('article').all()) await article.hover({ timeout: 2_000 }).catch(() => {})
  const contact = await page.locator('a[href^="/contactos/"]').first().getAttribute('href')
  for (const address of [contact ?? '/contactos', '/contactos', '/tablero', '/telefono', '/hoy']) {
    await page.goto(address)
    await settle(page)
    assert.equal(await ran(page), undefined, `something ran at ${address}`)
  }
  await page.goto(`/telefono/${number}/${chats[0]}`)
  await settle(page)
  await page.goto('/bandeja')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('onerror')
  await page.waitForTimeout(600)
  assert.equal(await ran(page), undefined)
  assert.deepEqual(dialogs, [])
  assertClean(julia)
})
