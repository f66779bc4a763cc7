import { signIn } from '../e2e/person.ts'
import { openBrowser, openWindow } from '../e2e/product.ts'
import type { Ground } from './ground.ts'
import { asSuperuser, type Product } from './product.ts'

/**
 * Milliseconds from the press on a conversation in the inbox until its messages are painted, in Chromium, on a page that
 * has shown no thread before: nothing of it is remembered.
 */
export async function openings(product: Product, ground: Ground, times: number): Promise<{ ms: number[]; messages: number }> {
  const { id, messages } = await asSuperuser(product, async (client) => {
    const { rows } = await client.query<{ id: string; messages: number }>(
      'select id, last_seq as messages from conversations.conversation order by last_seq desc limit 1',
    )
    if (!rows[0]) throw new Error('there is no conversation to open')
    return rows[0]
  })
  const browser = await openBrowser()
  try {
    const { page } = await openWindow(browser, `http://localhost:${product.target.port}`)
    await signIn(page, ground.people[0]?.email ?? '', { to: '/bandeja?vista=todas', password: ground.password })
    const all: number[] = []
    for (let i = 0; i < times; i++) {
      await page.goto('/bandeja?vista=todas', { waitUntil: 'networkidle' })
      const row = page.locator(`a[href^="/bandeja/${id}"]`)
      await row.waitFor()
      await page.evaluate(() => {
        const seen = new Promise<number>((resolve) => {
          addEventListener(
            'pointerdown',
            ({ timeStamp }) => {
              const look = (): void => {
                // The frame after the one that has them in the document is painted when its own work begins.
                if (document.querySelector('[data-message]')) requestAnimationFrame(() => resolve(performance.now() - timeStamp))
                else requestAnimationFrame(look)
              }
              look()
            },
            { once: true, capture: true },
          )
        })
        Object.assign(window, { seen })
      })
      await row.click()
      all.push(await page.evaluate(() => (window as unknown as { seen: Promise<number> }).seen))
    }
    return { ms: all, messages }
  } finally {
    await browser.close()
  }
}
