import { randomBytes } from 'node:crypto'
import * as operator from '#identity/server/accounts/operator.ts'
import * as identity from '#identity/server/public.ts'
import * as tenants from '#identity/server/tenants.ts'
import { withKernel } from '#app/with-kernel.ts'
import { verifyAudit, type Verdict } from '#kernel/audit/verify.ts'
import type { Config } from '#kernel/config/config.ts'
import { GroundError } from '#kernel/config/ground-error.ts'
import { asSystem, type Kernel } from '#kernel/context.ts'
import { listAbandoned, platformOrg, type Abandoned } from '#kernel/jobs/abandoned.ts'
import { rerunAll } from '#kernel/jobs/dead-letters.ts'
import { Problem, sentenceOf } from '#kernel/problem.ts'

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
        const done = await asSystem(kernel, id, { name: 'bin/yapa' }, (ctx) => rerunAll(ctx, { name }))
        count += done.count
        left = done.left
      }
    return count
  })

/** A new administrator with a password that is shown once. `org` is the id or the short name, needed when there are several. */
export const createUser = (config: Config, input: { email: string; name: string; org: string | undefined }): Promise<string> =>
  withKernel(config, async (kernel) => {
    const org = await chooseOrganization(kernel, input.org)
    const password = newPassword()
    await inWords(kernel, () =>
      asSystem(kernel, org.id, { name: 'bin/yapa' }, (ctx) =>
        tenants.createPerson(ctx, { name: input.name, email: input.email.trim().toLowerCase(), password, preset: 'administrator' }),
      ),
    )
    return `Listo: ${input.email} ya puede entrar en ${org.name} con la contraseña ${password}\nSe muestra una sola vez; conviene cambiarla al entrar.`
  })

export const resetPassword = (config: Config, { email }: { email: string }): Promise<string> =>
  withKernel(config, async (kernel) => {
    const password = newPassword()
    const known = await operator.resetPassword(
      { sql: kernel.db.platform, passwords: kernel.passwords, now: kernel.clock.now() },
      { email, password },
    )
    if (!known)
      throw new GroundError(
        'ground.unknown_person',
        `Nadie entra con ${email}.`,
        'Revisá la dirección: es la que la persona usa para entrar.',
      )
    return `Listo: ${email} entra ahora con la contraseña ${password}\nSe cerraron sus sesiones abiertas.`
  })

async function everyOrganization(kernel: Kernel): Promise<{ id: string; name: string; slug: string }[]> {
  const ids = await tenants.organizationIds(kernel.db.platform)
  return Promise.all(ids.map((id) => asSystem(kernel, id, { name: 'bin/yapa' }, identity.organization)))
}

async function chooseOrganization(kernel: Kernel, wanted: string | undefined): Promise<{ id: string; name: string }> {
  const all = await everyOrganization(kernel)
  const found = wanted === undefined ? all : all.filter(({ id, slug }) => id === wanted || slug === wanted)
  if (found.length === 1 && found[0]) return found[0]
  const list = all.map(({ slug, name }) => `${slug} (${name})`).join(', ') || 'ninguna todavía'
  throw new GroundError('ground.which_organization', 'Falta saber en qué organización.', `Agregá --org con una de estas: ${list}.`)
}

/** A refusal of the product, as a sentence for whoever runs the command. */
async function inWords<T>(kernel: Kernel, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw new GroundError(error.code, sentenceOf(kernel.translator('es'), error), '')
  }
}

/** 72 bits, without letters that are read as others. */
const newPassword = (): string =>
  randomBytes(15)
    .toString('base64url')
    .replaceAll(/[Il1O0_-]/g, 'x')
    .replace(/(.{5})(?=.)/g, '$1-')
