import type { Config } from '#kernel/config/config.ts'
import { newId } from '#kernel/contract/ids.ts'
import type { Execute } from '#kernel/db/sql.ts'
import { letterHtml, letterText, type Letter } from '#kernel/mail/letter.ts'
import type { OutgoingMail } from '#kernel/mail/contract.ts'
import * as store from '#kernel/mail/mail.store.ts'

/** Whoever holds a transaction of a tenant, or the platform, which may send in the name of one of its organizations. */
export type Sender = { readonly sql: Execute; readonly now: Date }
export type Outgoing = Letter & { to: { address: string; name: string }; orgId?: string }

export type Mail = {
  /** Durable with the transaction; it leaves a few seconds after the commit, or waits for the operator's eyes. */
  send(sender: Sender, message: Outgoing): Promise<{ id: string }>
  /** How far mails of the caller's organization got, by id; those that are gone are absent. */
  statesOf(holder: Pick<Sender, 'sql'>, ids: readonly string[]): Promise<Map<string, OutgoingMail['state']>>
  /** Whether an SMTP server is set. */
  readonly hasServer: boolean
}

export const openMail = ({ config }: { config: Pick<Config, 'smtpUrl'> }): Mail => ({
  hasServer: config.smtpUrl !== undefined,
  statesOf: async ({ sql }, ids) => new Map(ids.length === 0 ? [] : (await store.states(sql, ids)).map(({ id, state }) => [id, state])),
  async send(sender, { to, orgId, ...letter }) {
    // A line break in a header would begin a header of its own.
    const subject = oneLine(letter.subject)
    const clean = { ...letter, subject }
    const id = newId(sender.now.getTime())
    await store.insert(sender, {
      id,
      orgId,
      toAddress: to.address,
      toName: oneLine(to.name),
      subject,
      html: letterHtml(clean),
      plain: letterText(clean),
    })
    return { id }
  },
})

const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ').slice(0, 200)
