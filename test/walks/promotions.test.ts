import { test } from 'node:test'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading, press } from '../e2e/person.ts'

test('a 2x1 with a coupon is written, said and tried out, counts in an order, and is explained on it', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/promociones' })
  const { page } = julia
  await page.getByText('Los martes (hasta las 01:00), 2x1 en Baldes').waitFor()
  await page
    .getByRole('row', { name: /Aniversario/ })
    .getByText('Terminada')
    .waitFor()

  await page.getByRole('link', { name: 'Nueva promoción' }).click()
  await heading(page, 'Nueva promoción').waitFor()
  await page.getByRole('textbox', { name: /^Nombre/ }).fill('Noche de flan')
  await page.getByRole('combobox', { name: 'En qué productos' }).fill('postres')
  await page.getByRole('option', { name: 'Postres', exact: true }).click()
  await page.getByText('2x1 en Postres').waitFor()
  const trial = page.getByRole('region', { name: 'Probala con un pedido' })
  await trial.getByText('Flan casero con dulce de leche').waitFor()
  await trial.getByRole('listitem').filter({ hasText: 'Noche de flan' }).getByText(/−.\$/).waitFor()
  await page.getByRole('switch', { name: /^Con cupón/ }).click({ force: true })
  await page.getByText('2x1 en Postres con cupón').waitFor()
  await press(page, 'Crear promoción')

  await heading(page, 'Noche de flan').waitFor()
  await page.getByText('Sin códigos nadie puede usarla.').waitFor()
  await page.getByRole('textbox', { name: 'Código', exact: true }).fill('flan2x1')
  await press(page, 'Agregar código')
  await page.getByRole('listitem').filter({ hasText: 'FLAN2X1' }).getByText('sin usar').waitFor()
  await page.getByText('2x1 en Postres con el cupón FLAN2X1').waitFor()

  await page.goto('/pedidos/nuevo')
  const finder = page.getByRole('textbox', { name: 'Buscar o escanear' })
  await finder.fill('flan')
  await page.getByRole('list', { name: 'Encontrados' }).getByText('Flan casero con dulce de leche').waitFor()
  await finder.press('Enter')
  await press(page, 'Más Flan casero con dulce de leche')
  const order = page.getByRole('region', { name: 'El pedido' })
  await order.getByRole('textbox', { name: 'Cupón' }).fill('flan2x1')
  await press(page, 'Aplicar')
  await order.getByRole('listitem').filter({ hasText: 'Noche de flan' }).getByText(/^−/).waitFor()
  await press(page, /^Tomar el pedido/)
  await page.waitForURL(/\/pedidos\/[0-9a-f-]{36}$/)
  await page.getByRole('listitem').filter({ hasText: 'Noche de flan' }).getByText(/^−/).first().waitFor()

  await page.goto('/promociones')
  const row = page.getByRole('row', { name: /Noche de flan/ })
  await row.getByText('Activa ahora').waitFor()
  await row.getByText('1', { exact: true }).waitFor()
  assertClean(julia)
})
