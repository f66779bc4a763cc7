import { enableCompileCache } from 'node:module'

enableCompileCache()

const [{ loadConfig }, { GroundError }, { startProduct }, { greet }, { version }] = await Promise.all([
  import('#kernel/config/config.ts'),
  import('#kernel/config/ground-error.ts'),
  import('#app/product.ts'),
  import('#app/greeting.ts'),
  import('#app/version.ts'),
])

/** How long a stop may take before whatever still hangs is left behind. */
const stopPatienceMs = 20_000

try {
  const config = loadConfig()
  const product = await startProduct(config, version)
  let isStopping = false
  const stop = (signal: string): void => {
    if (isStopping) return
    isStopping = true
    product.kernel.log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), stopPatienceMs).unref()
    product.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        product.kernel.log.error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('unhandledRejection', (error) => product.kernel.log.error({ err: error }, 'unhandled rejection'))
  // The product serves already: what goes wrong while it introduces itself must not end it.
  await greet(product, (line) => void process.stdout.write(`${line}\n`)).catch((error: unknown) =>
    product.kernel.log.error({ err: error }, 'greeting failed'),
  )
} catch (error) {
  process.stderr.write(`${error instanceof GroundError ? error.message : ((error as Error).stack ?? String(error))}\n`)
  process.exit(1)
}
