import { access, constants, mkdtemp, readFile, rmdir, stat, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import type { Config } from '#kernel/config/config.ts'
import { findUnknown } from '#kernel/config/config.ts'
import { clusterVersion, findBinaries } from '#kernel/postgres/binaries.ts'
import { findKeepers, nameOf } from '#kernel/postgres/data-folder.ts'
import { assertNoUnfinishedRestore } from '#kernel/postgres/restore.ts'
import { chooseRunner } from '#kernel/postgres/runner.ts'
import { bad, type Check, type Finding, good, note } from './check.ts'
import { describeBytes } from './command.ts'

const GiB = 1024 ** 3
const root = join(import.meta.dirname, '../..')

export const machineChecks: Check[] = [
  { name: 'Node', look: async () => good(`versión ${process.versions.node}`) },
  { name: 'paquetes', look: lookAtPackages },
  { name: 'configuración', look: async () => lookAtNames(findUnknown()) },
  { name: 'PostgreSQL incluido', look: lookAtBinaries },
  { name: 'carpeta de datos', look: lookAtDataFolder },
  { name: 'versión de los datos', look: lookAtVersion, isOfData: true },
  { name: 'espacio en disco', look: lookAtSpace },
  { name: 'puerto', look: lookAtPort, isOfData: true },
]

async function lookAtPackages(): Promise<Finding> {
  const wanted = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
  const broken: string[] = []
  for (const [name, version] of Object.entries(wanted.dependencies)) {
    const text = await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8').catch(() => '{}')
    if ((JSON.parse(text) as { version?: string }).version !== version) broken.push(name)
  }
  if (broken.length === 0) return good('los que pide package-lock.json')
  return bad(`faltan o son de otra versión: ${broken.join(', ')}`, 'Borrá la carpeta node_modules y corré npm start.')
}

function lookAtNames(unknown: string[]): Finding {
  if (unknown.length === 0) return good('ninguna variable desconocida')
  return note(`Yapa no conoce ${unknown.join(', ')}`, 'Revisá si el nombre está bien escrito; los que hay están en .env.example.')
}

async function lookAtBinaries(config: Config): Promise<Finding> {
  if (config.databaseUrl) return good('no hace falta: hay DATABASE_URL')
  const binaries = await findBinaries()
  const runner = await chooseRunner(join(binaries.root, 'bin', 'postgres'))
  const way = { self: 'con tu usuario', namespace: 'como root aislado (espacio de usuario)', account: `como ${await nameOf(runner.uid)}` }[
    runner.kind
  ]
  return good(`versión ${binaries.version.split('.').slice(0, 2).join('.')}, corre ${way}`)
}

async function lookAtDataFolder({ dataDir }: Config): Promise<Finding> {
  const found = await stat(dataDir).catch(() => undefined)
  if (!found) return lookAtPlaceFor(dataDir)
  if (!found.isDirectory())
    return bad(`${dataDir} es un archivo, no una carpeta`, 'Movelo a otro lado, o elegí otra carpeta con YAPA_DATA.')
  const isWritable = await access(dataDir, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable) {
    const owner = await nameOf(found.uid)
    return bad(`no se puede escribir en ${dataDir}, que es de ${owner}`, `Arrancá Yapa como ${owner}, o elegí otra carpeta con YAPA_DATA.`)
  }
  await assertNoUnfinishedRestore(dataDir)
  return good(dataDir)
}

/** Where permissions are not the whole truth (as root, below /proc, on a disk that is read only), only making something tells. */
async function lookAtPlaceFor(dataDir: string): Promise<Finding> {
  const above = await existingFolderOf(dataDir)
  try {
    await rmdir(await mkdtemp(join(above, '.yapa-')))
    return good(`${dataDir} se crea al arrancar`)
  } catch {
    return bad(`no se puede crear ${dataDir}`, 'Dale permiso de escritura a tu usuario, o elegí otra carpeta con YAPA_DATA.')
  }
}

async function existingFolderOf(path: string): Promise<string> {
  return (await stat(path).catch(() => undefined)) ? path : existingFolderOf(dirname(path))
}

async function lookAtVersion(config: Config): Promise<Finding> {
  if (config.databaseUrl) return good('están en DATABASE_URL')
  const version = await clusterVersion(join(config.dataDir, 'pg'))
  if (version === undefined) return good('todavía no hay datos')
  const ours = (await findBinaries()).version.split('.')[0]
  if (version === ours) return good(`PostgreSQL ${version}`)
  return bad(`son de PostgreSQL ${version || '¿?'} y Yapa trae la ${ours}`, 'Usá la versión de Yapa que los creó.')
}

async function lookAtSpace({ dataDir }: Config): Promise<Finding> {
  const { bavail, bsize } = await statfs(await existingFolderOf(dataDir))
  const free = bavail * bsize
  const told = `${describeBytes(free)} libres`
  if (free < GiB / 4) return bad(told, 'Liberá espacio: con menos de 250 MB la base de datos puede dejar de escribir.')
  if (free < 2 * GiB) return note(told, 'Liberá espacio o pasá los datos a un disco más grande.')
  return good(told)
}

async function lookAtPort(config: Config): Promise<Finding> {
  const [keeper] = await findKeepers(config.dataDir)
  if (keeper?.address) return good(`lo usa Yapa: ${keeper.address} (pid ${keeper.pid})`)
  const trouble = await tryPort(config)
  if (trouble === undefined) return good(`${config.host}:${config.port} está libre`)
  if (trouble === 'EADDRINUSE') return bad(`otro programa usa ${config.host}:${config.port}`, 'Cerralo, o elegí otro puerto con YAPA_PORT.')
  if (trouble === 'EACCES') return bad(`hace falta permiso para el puerto ${config.port}`, 'Elegí uno mayor que 1023 con YAPA_PORT.')
  if (trouble === 'EADDRNOTAVAIL')
    return bad(`la dirección ${config.host} no es de esta máquina`, 'Corregí YAPA_HOST: 127.0.0.1, o 0.0.0.0 para toda la red.')
  return bad(`no se puede escuchar en ${config.host}:${config.port} (${trouble})`, 'Elegí otra dirección con YAPA_HOST y YAPA_PORT.')
}

function tryPort({ host, port }: Config): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
}
