import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browser, product } from '../e2e/opened.ts'
import { arrive, assertClean, heading, press } from '../e2e/person.ts'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'

test('an order is repeated every month from its actions, a date is skipped, it is paused, and its customer has it in sight', async () => {
  const julia = await arrive(browser, product.url, 'julia', { to: '/pedidos?ver=programados' })
  const { page } = julia
  await page.getByText('No hay pedidos programados').waitFor()
  const [order] = await page.evaluate(async () => {
    const { items } = (await (await fetch('/api/v1/orders?limit=50')).json()) as {
      items: { id: string; contactId: string | null; contactName: string; fulfilment: string }[]
    }
    return items.filter(({ contactId, fulfilment }) => contactId !== null && fulfilment === 'delivery')
  })
  assert.ok(order)
  await page.goto(`/pedidos/${order.id}`)
  await page.getByRole('button', { name: /^Más acciones/ }).click()
  await page.getByRole('menuitem', { name: 'Repetir cada mes…' }).click()
  const dialog = page.getByRole('dialog', { name: `Repetir el pedido de ${order.contactName}` })
  await dialog.getByLabel('Primera fecha').fill('2020-01-31')
  await dialog.getByRole('button', { name: 'Guardar' }).click()
  await dialog.getByText(/^Tiene que ser el .+ o después\.$/).waitFor()
  const year = Number(dayIn('America/Argentina/Buenos_Aires', new Date()).slice(0, 4)) + 1
  const lastOfFebruary = addDays(`${year}-03-01`, -1).slice(8)
  await dialog.getByLabel('Primera fecha').fill(`${year}-01-31`)
  await dialog.getByText('En los meses que no tienen ese día va el último.').waitFor()
  await dialog.getByRole('button', { name: 'Guardar' }).click()
  await page.getByText('Pedido programado guardado').waitFor()

  await page.goto('/pedidos?ver=programados')
  const item = page.getByRole('listitem').filter({ hasText: order.contactName })
  await item.getByText('Todos los meses, el 31').waitFor()
  const act = async (name: string): Promise<void> => {
    await press(page, `Acciones del pedido programado de ${order.contactName}`)
    await page.getByRole('menuitem', { name }).click()
  }
  await act(`Saltear el 31 ene ${year}`)
  await item.getByText(`${lastOfFebruary} feb ${year}`).waitFor()
  await item.getByText(`El 31 ene ${year}: salteado`).waitFor()

  await act('Cambiar')
  const change = page.getByRole('dialog', { name: `Pedido programado de ${order.contactName}` })
  await change.getByRole('button', { name: 'Agregar producto' }).click()
  await change.getByLabel('Buscar o escanear').fill('chimi')
  await change.getByRole('list', { name: 'Encontrados' }).getByRole('button').first().click()
  await change.getByRole('button', { name: /^Más Chimichurri/i }).click()
  await change.getByRole('button', { name: 'Guardar' }).click()
  await change.waitFor({ state: 'hidden' })
  await item.getByText(/2 × Chimichurri/i).waitFor()
  await act('Pausar')
  await item.getByText('En pausa').waitFor()

  await page.goto(`/contactos/${order.contactId}`)
  await page.getByRole('tab', { name: 'Pedidos' }).click()
  await heading(page, 'Pedidos programados').waitFor()
  await page.getByText('En pausa').waitFor()
  assertClean(julia)
})
