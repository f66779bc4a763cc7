import type { Locator, Page } from 'playwright-core'
import { heading, press, timeUntilSeen } from './person.ts'

/** The two sides of the counter as tests see them: the inbox of the shop, and the simulated telephone of a customer. */

/** A row of the inbox, by who writes and by what was said last. */
export const rowOf = (page: Page, ...words: string[]): Locator =>
  words.reduce((row, one) => row.filter({ hasText: one }), page.locator('a[href^="/bandeja/"]'))

export const log = (page: Page): Locator => page.getByRole('log', { name: 'Mensajes' })

export const answerBox = (page: Page): Locator => page.getByRole('textbox', { name: 'Respuesta', exact: true })

export const handset = (phone: Page): Locator => phone.getByRole('region', { name: /^Teléfono de / })

/** Opens the conversation with somebody from the list. */
export async function openThread(page: Page, name: string): Promise<void> {
  await rowOf(page, name).first().click()
  await log(page).waitFor()
  await heading(page, name).first().waitFor()
}

export async function answer(page: Page, text: string): Promise<void> {
  await answerBox(page).fill(text)
  await answerBox(page).press('Enter')
}

/** How long it takes until this room sees what somebody wrote, in milliseconds. */
export const seenBy = (page: Page, name: string, text: string): Promise<number> => timeUntilSeen(rowOf(page, name, text).first())

/** Makes up a customer on the telephone; their chat is open afterwards. */
export async function invent(phone: Page, name: string): Promise<void> {
  await press(phone, 'Nuevo cliente')
  const dialog = phone.getByRole('dialog', { name: 'Nuevo cliente' })
  await dialog.getByRole('textbox', { name: 'Nombre' }).fill(name)
  await dialog.getByRole('button', { name: 'Empezar a escribir' }).click()
  await heading(phone, `Teléfono de ${name}`).waitFor()
}

/** What the customer whose chat is open writes. */
export async function writeAsCustomer(phone: Page, text: string): Promise<void> {
  const box = handset(phone).getByRole('textbox', { name: 'Mensaje', exact: true })
  await box.fill(text)
  await box.press('Enter')
}
