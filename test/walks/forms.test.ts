import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, eventually, press } from '../e2e/person.ts'
import type { Visitor } from '../e2e/product.ts'

let julia: Visitor

before(async () => {
  julia = await arrive(browser, product.url, 'julia', { to: '/propuestas' })
})

/** Into the proposal of the demo that waits for somebody's yes. */
async function openWaiting({ page, context }: Visitor): Promise<void> {
  const answer = await context.request.get(`${product.url}/api/v1/proposals?limit=50`)
  const { items } = (await answer.json()) as { items: { id: string; state: string }[] }
  await page.goto(`/propuestas/${items.find(({ state }) => state === 'waiting_approval')?.id}`)
  await page.getByLabel('Descripción de la línea 1').waitFor()
}

test('fields beside each other stand on one line, also when one of them is explained or wrong', async () => {
  const { page } = julia
  await page.goto('/contactos?buscar=Aguas+de+la+Sierra')
  await page.getByRole('link', { name: 'Aguas de la Sierra' }).first().click()
  await page.getByRole('tab', { name: 'Compras' }).click()
  await press(page, 'Agregar producto')
  const dialog = page.getByRole('dialog', { name: 'Agregar producto' })
  // At one moment: the dialog moves while it says what is wrong, and takes its looks on when it comes.
  const areOnOneLine = () =>
    eventually(
      () =>
        dialog.getByLabel(/^(Precio por unidad|Mínimo)$/).evaluateAll((fields) => fields.map((field) => field.getBoundingClientRect().top)),
      ([price, least]) => assert.ok(price && price === least, `${price} and ${least}`),
      10_000,
    )
  await dialog.getByText('Sin impuestos').waitFor()
  await areOnOneLine()
  await dialog.getByRole('button', { name: 'Guardar' }).click()
  await dialog.getByText('Falta completar este dato.').last().waitFor()
  await areOnOneLine()
  assertClean(julia)
})

test('a proposal that waits for somebody’s yes looks as one that nobody writes in, from its title to its lines', async () => {
  const { page } = julia
  await openWaiting(julia)
  const looks = await page.getByLabel(/^(Título|Descripción de la línea 1|Precio de la línea 1|Descuento general)$/).evaluateAll((fields) =>
    fields.map((field) => {
      const { backgroundColor, borderColor, color, opacity } = getComputedStyle(field)
      return [(field as HTMLInputElement).matches(':disabled'), backgroundColor, borderColor, color, opacity].join(' ')
    }),
  )
  assert.equal(looks.length, 4)
  assert.equal(new Set(looks).size, 1, looks.join('\n'))
})

test('the buttons of a proposal end on the telephone where its fields end', async () => {
  const phone = await arrive(browser, product.url, 'julia', { size: 'phone' })
  const { page, context } = phone
  await openWaiting(phone)
  const endOf = async (name: string) => {
    const box = await page.getByLabel(name, { exact: true }).first().boundingBox()
    return box && box.x + box.width
  }
  assert.equal(await endOf('Más acciones'), await endOf('Título'))
  await context.close()
})
