import * as identity from '#identity/server/public.ts'
import { manifestOf } from '#kernel/theme/manifest.ts'
import { authenticateWith } from '#identity/server/sessions/authenticate.ts'
import type { Principal } from '#kernel/auth/principal.ts'
import type { Config } from '#kernel/config/config.ts'
import { GroundError } from '#kernel/config/ground-error.ts'
import { readInTenant, type Kernel } from '#kernel/context.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { newId } from '#kernel/contract/ids.ts'
import { openDoor } from '#kernel/http/authenticate.ts'
import { isLoopback } from '#kernel/http/loopback.ts'
import { createServer } from '#kernel/http/server.ts'
import { openHealth } from '#kernel/observe/health.ts'
import { startLive } from '#kernel/realtime/live-server.ts'

export type RunningHttp = { address: string; stop(): Promise<void> }

/** Answers people, programs and providers. */
export async function startHttp(kernel: Kernel, options: { webFolder: string | undefined; isOpen?: () => boolean }): Promise<RunningHttp> {
  const { config, db, log, modules, metrics } = kernel
  const cookies = cookieRules(config.publicUrl)
  const authenticate = authenticateWith({ modules, now: () => kernel.clock.now() })
  const doorman = openDoor(db.platform, authenticate, `${cookies.prefix}session`)
  const readCtx = <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
    readInTenant(
      kernel,
      { org: principal.orgId ?? '', actor: principal.actor, locale: principal.locale, zone: principal.zone, requestId: newId() },
      run,
    )

  const manifestFor = async (principal: Principal | null): Promise<object> => {
    const locale = principal?.locale ?? 'es'
    if (!principal?.orgId) return manifestOf({ organization: null, brands: [], locale })
    const [organization, brands] = await readCtx(principal, (ctx) => Promise.all([identity.organization(ctx), identity.brands(ctx)]))
    return manifestOf({ organization, brands, locale })
  }

  const access = await db.listen(
    'access',
    (payload) => doorman.forget((JSON.parse(payload) as { personId?: string }).personId),
    () => doorman.forget(undefined),
  )
  const live = await startLive({ db, modules, log, metrics, identify: (headers) => doorman.identify(headers), readCtx })
  const health = openHealth(kernel)
  const app = await createServer({
    kernel,
    doorman,
    settings: { publicOrigin: new URL(config.publicUrl).origin, cookies },
    web: options.webFolder === undefined ? undefined : { folder: options.webFolder, manifestFor },
    live,
    isOpen: options.isOpen,
    health: () => health.check(),
    metrics,
  })
  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    await Promise.all([live.stop(), access.close(), app.close()])
    throw cannotListen(config, error)
  }
  return {
    address: config.publicUrl,
    async stop() {
      await live.stop()
      await app.close()
      await access.close()
    },
  }
}

function cannotListen({ host, port }: Config, error: unknown): unknown {
  switch ((error as { code?: string }).code) {
    case 'EADDRINUSE':
      return new GroundError(
        'ground.port_taken',
        `El puerto ${port} ya lo usa otro programa.`,
        'Elegí otro con YAPA_PORT, por ejemplo YAPA_PORT=8090, o cerrá ese programa.',
      )
    case 'EACCES':
      return new GroundError(
        'ground.port_forbidden',
        `Hace falta permiso para el puerto ${port}.`,
        'Elegí uno mayor que 1023 con YAPA_PORT.',
      )
    case 'EADDRNOTAVAIL':
      return new GroundError(
        'ground.no_such_address',
        `La dirección ${host} no es de esta máquina.`,
        'Corregí YAPA_HOST: 127.0.0.1, o 0.0.0.0 para toda la red.',
      )
    default:
      return error
  }
}

/** Browsers keep `Secure` cookies for https and for this machine itself; elsewhere (plain http in a local network) they would be lost. */
function cookieRules(publicUrl: string): { prefix: string; isSecure: boolean } {
  const { protocol, hostname } = new URL(publicUrl)
  const isSecure = protocol === 'https:' || isLoopback(hostname)
  return { prefix: isSecure ? '__Host-yapa_' : 'yapa_', isSecure }
}
