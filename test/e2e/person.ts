import assert from 'node:assert/strict'
import type { Browser, Locator, Page } from 'playwright-core'
import { totpCode, totpStep } from '#kernel/auth/totp.ts'
import { openWindow, type Visitor, type WindowOptions } from './product.ts'

/** What people do in a browser: they read words, press what the words say, and wait for what was promised. */

export const people = {
  julia: { name: 'Julia Lucero', email: 'julia@elgallo.example' },
  paula: { name: 'Paula Gómez', email: 'paula@elgallo.example' },
  lautaro: { name: 'Lautaro Medina', email: 'lautaro@elgallo.example' },
  camila: { name: 'Camila Sosa', email: 'camila@elgallo.example' },
} as const

export const demoPassword = 'pollos-con-papas'

export const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name, exact: true }).click()

export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { name, exact: true })

/** Fills in the door and presses "Entrar". What comes next is the caller's to expect. */
export async function knock(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Correo', { exact: true }).fill(email)
  await page.getByLabel('Contraseña', { exact: true }).fill(password)
  await press(page, 'Entrar')
}

/** The frame is there: whoever looks at it is inside. */
export const isInside = (page: Page): Promise<void> => page.locator('#contenido').waitFor()

/** Everything is on the screen: no bones of what is to come, all letters, no colour on its way to another. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('[class*="_skeleton"], [class*="_bone"]'))
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const passing = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
    await Promise.allSettled(passing.map(({ finished }) => finished))
  })
}

export async function signIn(page: Page, email: string, options: { to?: string; password?: string } = {}): Promise<void> {
  await page.goto(options.to ?? '/')
  await knock(page, email, options.password ?? demoPassword)
  await isInside(page)
}

/** A window of its own for somebody of the demo, already inside and at `to`. How one comes in is told in door.test.ts: here nobody types. */
export async function arrive(
  browser: Browser,
  url: string,
  who: keyof typeof people,
  options: WindowOptions & { to?: string } = {},
): Promise<Visitor> {
  const visitor = await openWindow(browser, url, options)
  const letIn = { headers: { origin: url }, data: { email: people[who].email, password: demoPassword } }
  // A machine that is busy elsewhere may be asked to try again in a few seconds, as the screen does by itself.
  await eventually(
    () => visitor.context.request.post('/api/v1/session', letIn).then((answer) => answer.status()),
    (status) => assert.equal(status, 200),
  )
  await visitor.page.goto(options.to ?? '/')
  await isInside(visitor.page)
  return visitor
}

/** Longer than a machine takes that is busy elsewhere; who waits for what never comes has to know only that. */
const patienceMs = 60_000

/** Asks until the answer is right, and says the last wrong one when the time is up. */
export async function eventually<T>(ask: () => Promise<T>, check: (answer: T) => void, withinMs = patienceMs): Promise<T> {
  const until = performance.now() + withinMs
  for (;;) {
    const answer = await ask()
    try {
      check(answer)
      return answer
    } catch (error) {
      if (performance.now() > until) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** How long it takes until it can be seen, from now. */
export async function timeUntilSeen(locator: Locator, withinMs = patienceMs): Promise<number> {
  const began = performance.now()
  await locator.waitFor({ timeout: withinMs })
  return performance.now() - began
}

/** The code that an authenticator with this secret shows now; `ahead` for the one after it. */
export const codeOf = (secret: string, ahead = 0): string => totpCode(secret.replaceAll(/\s/g, ''), totpStep(new Date()) + ahead)

/**
 * Nothing went wrong behind the screen: no error in the console, no request to anybody else. The browser itself writes
 * down every refusal of the server; `expected` are the ones that the test is about.
 */
export function assertClean({ errors, foreignRequests }: Visitor, expected?: RegExp): void {
  assert.deepEqual(
    errors.filter((error) => !expected?.test(error)),
    [],
    'errors in the console',
  )
  assert.deepEqual(foreignRequests, [], 'requests that leave the origin')
}
