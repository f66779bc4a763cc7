import { randomBytes } from 'node:crypto'
import { EmailInput, PersonName } from '#identity/contract/person.ts'
import * as accounts from '#identity/server/accounts/operator.ts'
import * as identity from '#identity/server/public.ts'
import * as tenants from '#identity/server/tenants.ts'
import { withKernel } from '#app/with-kernel.ts'
import { verifyAudit, type Verdict } from '#kernel/audit/verify.ts'
import type { Config } from '#kernel/config/config.ts'
import { GroundError } from '#kernel/config/ground-error.ts'
import { asSystem, type Kernel } from '#kernel/context.ts'
import { platformOrg } from '#kernel/contract/ids.ts'
import { listAbandoned, type Abandoned } from '#kernel/jobs/abandoned.ts'
import { rerunAll } from '#kernel/jobs/dead-letters.ts'
import { Problem } from '#kernel/problem.ts'

/** How the trail of changes calls who uses these commands. */
const operator = { name: 'bin/yapa' }

/** Applies what is missing; the names of what was applied. */
export const migrate = (config: Config): Promise<string[]> => withKernel(config, (_kernel, applied) => Promise.resolve(applied))

export type AuditReport = { organization: string; verdict: Verdict }

/** Verifies the trail of one organization (its id or short name) or of all of them, one after the other. */
export const verifyTrails = (config: Config, org: string | undefined): Promise<AuditReport[]> =>
  withKernel(config, async (kernel) => {
    const reports: AuditReport[] = []
    for (const { id, name } of org === undefined ? await everyOrganization(kernel) : [await chooseOrganization(kernel, org)])
      reports.push({ organization: name, verdict: await verifyAudit({ platform: kernel.db.platform, crypto: kernel.crypto }, id) })
    return reports
  })

/** How many data keys were wrapped with the new one. A product that runs takes it from the key file by itself. */
export const rotateKeys = (config: Config): Promise<number> => withKernel(config, (kernel) => kernel.crypto.rotateKeyEncryptionKey())

export type AbandonedJobs = Omit<Abandoned, 'org'> & { organization: string | null }

/** The jobs that were given up, of every organization and of the platform itself (`organization` is null then). */
export const abandonedJobs = (config: Config): Promise<AbandonedJobs[]> =>
  withKernel(config, async (kernel) => {
    const [found, all] = await Promise.all([listAbandoned(kernel.db.platform), everyOrganization(kernel)])
    const nameById = new Map(all.map(({ id, name }) => [id, name]))
    return found.map(({ org, ...rest }) => ({ ...rest, organization: org === null ? null : (nameById.get(org) ?? org) }))
  })

/** Runs them again, all or those of one name, of one organization or of all; how many. */
export const rerunAbandonedJobs = (
  config: Config,
  { org, name }: { org?: string | undefined; name?: string | undefined },
): Promise<number> =>
  withKernel(config, async (kernel) => {
    const only = org === undefined ? undefined : (await chooseOrganization(kernel, org)).id
    const found = (await listAbandoned(kernel.db.platform)).filter((one) => name === undefined || one.name === name)
    const orgs = new Set(found.map((one) => one.org ?? platformOrg).filter((id) => only === undefined || id === only))
    let count = 0
    for (const id of orgs)
      for (let left = 1; left > 0;) {
        const done = await asSystem(kernel, id, operator, (ctx) => rerunAll(ctx, { name }))
        count += done.count
        left = done.left
      }
    return count
  })

/** A new administrator with a password that is shown once. `org` is the id or the short name, needed when there are several. */
export async function createUser(config: Config, input: { email: string; name: string; org: string | undefined }): Promise<string> {
  const email = readEmail(input.email)
  const name = PersonName.safeParse(input.name)
  if (!name.success) throw new GroundError('ground.bad_name', 'El nombre es demasiado largo.', 'Escribilo en 120 letras o menos.')
  return withKernel(config, async (kernel) => {
    const org = await chooseOrganization(kernel, input.org)
    const password = newPassword()
    await asSystem(kernel, org.id, operator, (ctx) =>
      tenants.createPerson(ctx, { name: name.data, email, password, preset: 'administrator' }),
    ).catch((error: unknown) => {
      throw error instanceof Problem && error.code === 'identity.account_exists' ? accountKnown(email) : error
    })
    return `Listo: ${email} ya puede entrar en ${org.name} con la contraseña ${password}\nSe muestra una sola vez; conviene cambiarla al entrar.`
  })
}

/** A new password that is shown once, also for whoever is locked out; with `dropSecondFactor` for whoever lost the telephone too. */
export async function resetPassword(config: Config, input: { email: string; dropSecondFactor: boolean }): Promise<string> {
  const email = readEmail(input.email)
  return withKernel(config, async (kernel) => {
    const password = newPassword()
    const person = await accounts.resetPassword(
      {
        sql: kernel.db.platform,
        passwords: kernel.passwords,
        now: kernel.clock.now(),
        inOrg: (org, run) => asSystem(kernel, org, operator, run),
      },
      { email, password, dropSecondFactor: input.dropSecondFactor },
    )
    if (!person)
      throw new GroundError(
        'ground.unknown_person',
        `Nadie entra con ${email}.`,
        'Revisá la dirección: es la que la persona usa para entrar.',
      )
    const lines = [
      `Listo: ${email} entra ahora con la contraseña ${password}`,
      'Se muestra una sola vez; conviene cambiarla al entrar. Se cerraron sus sesiones abiertas.',
    ]
    if (person.hasSecondFactor)
      lines.push('También le va a pedir el código de su teléfono. Si lo perdió, repetí la orden con --drop-second-factor.')
    return lines.join('\n')
  })
}

function readEmail(text: string): string {
  const read = EmailInput.safeParse(text)
  if (read.success) return read.data
  throw new GroundError('ground.bad_email', `«${text}» no es una dirección de correo.`, 'Se escribe así: ana@ejemplo.com')
}

const accountKnown = (email: string): GroundError =>
  new GroundError(
    'ground.account_exists',
    `Ya hay una cuenta con ${email}.`,
    `Dale otra contraseña con bin/yapa user reset-password ${email}, o invitala a otra organización desde Ajustes → Personas.`,
  )

async function everyOrganization(kernel: Kernel): Promise<{ id: string; name: string; slug: string }[]> {
  const ids = await tenants.organizationIds(kernel.db.platform)
  return Promise.all(ids.map((id) => asSystem(kernel, id, operator, identity.organization)))
}

async function chooseOrganization(kernel: Kernel, wanted: string | undefined): Promise<{ id: string; name: string }> {
  const all = await everyOrganization(kernel)
  const found = wanted === undefined ? all : all.filter(({ id, slug }) => id === wanted || slug === wanted)
  if (found.length === 1 && found[0]) return found[0]
  const cause = wanted === undefined ? 'Falta saber en qué organización.' : `No hay ninguna organización «${wanted}».`
  const list = all.map(({ slug, name }) => `${slug} (${name})`).join(', ')
  const cure = list ? `Agregá --org con una de estas: ${list}.` : 'Todavía no hay ninguna: abrí Yapa en el navegador y seguí el asistente.'
  throw new GroundError('ground.which_organization', cause, cure)
}

/** 72 bits, without letters that are read as others. */
const newPassword = (): string =>
  randomBytes(15)
    .toString('base64url')
    .replaceAll(/[Il1O0_-]/g, 'x')
    .replace(/(.{5})(?=.)/g, '$1-')
