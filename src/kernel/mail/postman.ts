import nodemailer from 'nodemailer'
import type { Config } from '#kernel/config/config.ts'
import type { Execute } from '#kernel/db/sql.ts'
import type { Chore } from '#kernel/jobs/schedules.ts'
import * as store from '#kernel/mail/mail.store.ts'

const atOnce = 20
const mostAttempts = 10

/** Carries waiting mail to the SMTP server, with growing pauses; gives up after ten tries. Does nothing without a server. */
export function postman(config: Pick<Config, 'smtpUrl' | 'mailFrom'>): Chore[] {
  if (!config.smtpUrl) return []
  const transport = nodemailer.createTransport(config.smtpUrl, {
    from: config.mailFrom,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  } as never)
  return [{ name: 'kernel.send-mail', everySeconds: 5, run: (platform, now) => deliver(platform, now, transport) }]
}

type Transport = {
  sendMail(mail: {
    to: { name: string; address: string }
    subject: string
    html: string
    text: string
    messageId: string
  }): Promise<unknown>
}

async function deliver(platform: Execute, now: Date, transport: Transport): Promise<number> {
  const due = await store.takeDue(platform, now, atOnce)
  await Promise.all(
    due.map(async (mail) => {
      try {
        await transport.sendMail({
          to: { name: mail.toName, address: mail.toAddress },
          subject: mail.subject,
          html: mail.html,
          text: mail.plain,
          messageId: `<${mail.id}@yapa>`,
        })
        await store.markSent(platform, mail, now)
      } catch (error) {
        const isRefused = Number((error as { responseCode?: number }).responseCode) >= 550
        const at = new Date(now.getTime() + Math.min(3_600, 30 * 2 ** mail.attempts) * 1000)
        await store.putBack(platform, mail, { at, error: (error as Error).message, isOver: isRefused || mail.attempts >= mostAttempts })
      }
    }),
  )
  return due.length
}
