import assert from 'node:assert/strict'
import type { Kernel } from '#kernel/context.ts'

export type Letter = {
  subject: string
  text: string
  orgId: string
  /** The secret behind the `#` of its link. */ token: string
  link: string
}

/** What was written to an address, newest first. */
export async function lettersTo(kernel: Kernel, address: string): Promise<Letter[]> {
  const rows = await kernel.db.platform<{ subject: string; text: string; orgId: string }>`
    select subject, plain as text, org_id as "orgId" from kernel.mail_message where to_address = ${address} order by created_at desc, id desc`
  return rows.map((row) => ({ ...row, link: /https?:\S+/.exec(row.text)?.[0] ?? '', token: /#(\S+)/.exec(row.text)?.[1] ?? '' }))
}

/** The newest letter to an address, which may be written a moment after the answer. */
export const letterTo = (kernel: Kernel, address: string, atLeast = 1): Promise<Letter> =>
  arrival(kernel, address, (letters) => (letters.length >= atLeast ? letters[0] : undefined))

/** The letter with a link that was not there before; letters without one, like "your password changed", may come between. */
export const linkTo = (kernel: Kernel, address: string, before: Letter[]): Promise<Letter> =>
  arrival(kernel, address, (letters) => letters.find(({ token }) => token !== '' && !before.some((known) => known.token === token)))

async function arrival(kernel: Kernel, address: string, pick: (letters: Letter[]) => Letter | undefined): Promise<Letter> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const letter = pick(await lettersTo(kernel, address))
    if (letter) return letter
    assert.ok(Date.now() < deadline, `no letter to ${address}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
