import { spawn } from 'node:child_process'
import { open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Config } from '#kernel/config/config.ts'
import { GroundError } from '#kernel/config/ground-error.ts'
import { sizeOf } from '#kernel/postgres/backup.ts'
import { assertMayLook, birthOf, findKeepers, fromFolderError, type Keeper } from '#kernel/postgres/data-folder.ts'
import { makeFolder } from '#kernel/postgres/durable-file.ts'
import { type Command, describeBytes, describeDuration, refuseAny, say } from './command.ts'
import { serverFlags } from '../server-flags.mjs'
import { follow, readPlainLines, showLines } from './log-view.ts'
import { rotate } from './log-rotation.ts'

const startPatienceMs = 180_000
const stopPatienceMs = 30_000
const main = join(import.meta.dirname, '../../src/app/main.ts')
const rotation = join(import.meta.dirname, 'log-rotation.ts')
const logFile = (config: Config) => join(config.dataDir, 'logs', 'yapa.log')

/** Leaves the server running on its own, and returns once it answers. */
export const start: Command = async (config, args) => {
  refuseAny(args)
  const [known] = await findKeepers(config.dataDir)
  if (known) return tellRunning(known)
  const log = logFile(config)
  await makeFolder(join(config.dataDir, 'logs')).catch(async (error: unknown) => {
    throw await fromFolderError(error, config.dataDir)
  })
  await rotate(log)
  const output = await open(log, 'a', 0o600)
  const from = (await output.stat()).size
  const preload = pathToFileURL(rotation)
  preload.searchParams.set('file', log)
  const child = spawn(process.execPath, [...serverFlags, '--import', preload.href, main, 'start'], {
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  })
  let exit: number | undefined
  child.once('error', () => (exit = 127))
  child.once('exit', (code, signal) => (exit = code ?? (signal ? 128 : 1)))
  await output.close()
  say('Arrancando…')
  const started = Date.now()
  while (Date.now() - started < startPatienceMs) {
    if (exit !== undefined) break
    const keeper = (await findKeepers(config.dataDir)).find((one) => one.pid === child.pid)
    // It greets with its address once the first data are loaded, which may take longer than answering.
    const hasGreeted = keeper?.address !== '' && (await readPlainLines(log, from)).some((line) => line.includes(keeper?.address ?? '\n'))
    if (keeper && hasGreeted && (await isHealthy(keeper.address))) {
      child.unref()
      for (const line of await readPlainLines(log, from)) say(line)
      return tellRunning(keeper)
    }
    // Without the web role it has no address: alive and keeping its data is all there is to see.
    if (keeper && !config.roles.includes('http') && Date.now() - started > 3_000) return tellRunning(keeper)
    await sleep(100)
  }
  await showLines(log, { from })
  say(
    exit === undefined
      ? `Yapa no contestó en ${startPatienceMs / 1000} segundos; sigue intentando. Mirá bin/yapa logs -f.`
      : 'Yapa no arrancó: arriba está el motivo.',
  )
  child.unref()
  return 1
}

export const stop: Command = async (config, args) => {
  refuseAny(args)
  await assertMayLook(config.dataDir)
  const keepers = await findKeepers(config.dataDir)
  if (keepers.length === 0) {
    say('Yapa no está en marcha.')
    return 0
  }
  const started = Date.now()
  const stopped = await Promise.all(keepers.map(stopOne))
  if (stopped.every(Boolean))
    say(`Yapa está parada (tardó ${((Date.now() - started) / 1000).toLocaleString('es-AR', { maximumFractionDigits: 1 })} s).`)
  return stopped.every(Boolean) ? 0 : 1
}

async function stopOne({ pid }: Keeper): Promise<boolean> {
  const birth = await birthOf(pid)
  try {
    process.kill(pid, 'SIGTERM')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return true
    say(`No tenés permiso para parar el proceso ${pid}, que es de otro usuario: usá sudo bin/yapa stop.`)
    return false
  }
  for (let waited = 0; waited < stopPatienceMs; waited += 50) {
    if ((await birthOf(pid)) !== birth) return true
    await sleep(50)
  }
  say(`El proceso ${pid} no terminó en ${stopPatienceMs / 1000} s. Si hace falta: kill -9 ${pid} (no se pierde nada de lo confirmado).`)
  return false
}

export const status: Command = async (config, args) => {
  refuseAny(args)
  await assertMayLook(config.dataDir)
  const keepers = await findKeepers(config.dataDir)
  if (keepers.length === 0) {
    say('Yapa no está en marcha. Arrancala con: bin/yapa start')
    return 3
  }
  const bytes = await sizeOf(config.dataDir)
  for (const { pid, address, since, version } of keepers) {
    const state = !address
      ? 'en marcha'
      : (await isHealthy(address))
        ? 'en marcha y sana'
        : 'en marcha, pero no está sana (mirá bin/yapa doctor)'
    say(`Yapa ${version} está ${state}.`)
    if (address) say(`  dirección  ${address}`)
    say(`  proceso    ${pid}`)
    say(`  desde      hace ${describeDuration(Date.now() - Date.parse(since))}`)
  }
  say(`  datos      ${config.dataDir} (${describeBytes(bytes)})`)
  return 0
}

export const logs: Command = async (config, args) => {
  const { values } = parseArgs({
    args,
    options: { follow: { type: 'boolean', short: 'f' }, lines: { type: 'string', short: 'n', default: '100' }, json: { type: 'boolean' } },
  })
  if (!/^[1-9]\d*$/.test(values.lines))
    throw new GroundError('ground.bad_command', `«${values.lines}» no es un número de líneas.`, 'Por ejemplo: bin/yapa logs -n 100')
  await assertMayLook(config.dataDir)
  const file = logFile(config)
  if (!(await stat(file).catch(() => undefined))) {
    say('Todavía no hay registro: lo escribe bin/yapa start. Con npm start, el registro sale por la terminal.')
    return 0
  }
  const size = (await readFile(file)).length
  await showLines(file, { last: Number(values.lines), isRaw: values.json === true })
  if (values.follow) await follow(file, size, values.json === true)
  return 0
}

function tellRunning({ pid, address }: Keeper): number {
  say(`Yapa está en marcha${address ? ` en ${address}` : ''} (pid ${pid}).`)
  return 0
}

const isHealthy = (address: string): Promise<boolean> =>
  fetch(new URL('/health', address), { signal: AbortSignal.timeout(5_000) }).then(
    (answer) => answer.ok,
    () => false,
  )
