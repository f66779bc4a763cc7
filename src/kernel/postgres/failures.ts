import { GroundError } from '#kernel/config/ground-error.ts'

const external = 'apuntá DATABASE_URL a un PostgreSQL 15 o más nuevo'

export const unsupportedPlatform = (platform: string) =>
  new GroundError(
    'ground.unsupported_platform',
    `Yapa no trae una base de datos para ${platform}.`,
    `Usá Linux con glibc o macOS, de 64 bits (x64 o arm64), o ${external}.`,
  )
export const binariesMissing = (what: string) =>
  new GroundError(
    'ground.binaries_missing',
    `Faltan archivos de PostgreSQL (${what}).`,
    'Borrá la carpeta node_modules y corré npm start otra vez.',
  )
export const noWayAsRoot = (tried: string) =>
  new GroundError(
    'ground.no_way_as_root',
    `PostgreSQL no puede correr como root, y acá no se pudo bajar a otro usuario (${tried}).`,
    'Corré Yapa con un usuario común, o instalá util-linux (unshare y setpriv).',
  )
export const wrongOwner = (path: string, owner?: string) =>
  new GroundError(
    'ground.wrong_owner',
    `Los datos de ${path} son de${owner ? `l usuario ${owner}` : ' otro usuario'}.`,
    `Arrancá Yapa con ese usuario, o pasalos al tuyo con: sudo chown -R "$(id -un)" '${path}'.`,
  )
/** For whoever only looks: giving the data to them could take those of a product that runs. */
export const closedData = (path: string, owner: string) =>
  new GroundError(
    'ground.closed_data',
    `Los datos de ${path} son del usuario ${owner}, y el tuyo no puede verlos.`,
    `Repetí la orden con: sudo -u ${/^\d+$/.test(owner) ? `'#${owner}'` : owner} bin/yapa …`,
  )
const notWritable = (path: string, cause?: unknown) =>
  new GroundError(
    'ground.not_writable',
    `No se puede escribir en la carpeta de datos ${path}.`,
    'Dale permiso de escritura a tu usuario, o elegí otra carpeta con YAPA_DATA.',
    { cause },
  )
const diskFull = (path: string, cause?: unknown) =>
  new GroundError(
    'ground.disk_full',
    `No queda espacio en el disco de ${path}.`,
    'Liberá espacio y arrancá otra vez: lo que Yapa ya había confirmado está guardado.',
    { cause },
  )
const sharedMemoryFull = () =>
  new GroundError(
    'ground.shared_memory_full',
    'No alcanza la memoria compartida (/dev/shm) para PostgreSQL.',
    'En Docker, dale más con --shm-size=256m.',
  )
export const otherVersion = (path: string, found: string, ours: string) =>
  new GroundError(
    'ground.other_version',
    `Los datos de ${path} son de PostgreSQL ${found} y esta versión de Yapa usa PostgreSQL ${ours}.`,
    'Usá la versión de Yapa que los creó, o restaurá en una carpeta nueva una copia hecha con esta. No se tocó nada.',
  )
export const notACluster = (path: string) =>
  new GroundError(
    'ground.not_a_cluster',
    `La carpeta ${path} existe pero no contiene una base de datos de Yapa.`,
    'Movela a otro lado, o elegí otra carpeta con YAPA_DATA. No se tocó nada.',
  )
export const damaged = (path: string, output: string) =>
  new GroundError(
    'ground.damaged',
    `La base de datos de ${path} está dañada y no arranca (${lastLine(output)}).`,
    'No borres nada: restaurá la última copia con bin/yapa restore.',
  )
export const alreadyRunning = (pid: number, address: string) =>
  new GroundError(
    'ground.already_running',
    `Yapa ya está en marcha con estos datos (pid ${pid}${address ? `, ${address}` : ''}).`,
    'Usala en esa dirección, o parala con: bin/yapa stop.',
  )
const startFailed = (output: string) =>
  new GroundError(
    'ground.start_failed',
    `PostgreSQL no arrancó: ${lastLine(output)}`,
    'Corré bin/yapa doctor; si sigue, mandanos este mensaje completo.',
    { cause: output },
  )
export const unreachable = (where: string, reason: string) =>
  new GroundError(
    'ground.unreachable',
    `No se pudo entrar a la base de datos ${where} (${reason}).`,
    'Revisá DATABASE_URL: dirección, puerto, usuario, contraseña y nombre de la base.',
  )
export const tooOld = (version: string) =>
  new GroundError(
    'ground.too_old',
    `La base de datos de DATABASE_URL es PostgreSQL ${version}.`,
    'Yapa necesita PostgreSQL 15 o más nuevo: actualizala, o quitá DATABASE_URL para usar la que viene incluida.',
  )
export const notUtf8 = (encoding: string) =>
  new GroundError(
    'ground.not_utf8',
    `La base de datos de DATABASE_URL usa la codificación ${encoding}.`,
    "Creá una nueva con: create database yapa encoding 'UTF8' template template0.",
  )
export const cannotProvision = (user: string, database: string, reason: string) =>
  new GroundError(
    'ground.cannot_provision',
    `El usuario ${user} de DATABASE_URL no pudo preparar la base (${reason}).`,
    `Dale permiso con: alter role "${user}" createrole; alter database "${database}" owner to "${user}";`,
  )

export const nothingToBackUp = (path: string) =>
  new GroundError(
    'ground.nothing_to_back_up',
    `En ${path} todavía no hay datos.`,
    'Arrancá Yapa una vez, o indicá otra carpeta con YAPA_DATA.',
  )
export const backupInsideData = (path: string) =>
  new GroundError(
    'ground.backup_inside_data',
    `Las copias no pueden quedar en ${path}, que es parte de lo que se copia.`,
    'Elegí otra carpeta con --to o YAPA_BACKUPS, mejor en otro disco.',
  )
export const noRoomForBackup = (path: string, cause?: unknown) =>
  new GroundError(
    'ground.disk_full',
    `No queda espacio para la copia en el disco de ${path}.`,
    'Liberá espacio, o elegí otro disco con --to o YAPA_BACKUPS. No quedó ninguna copia a medias.',
    { cause },
  )
export const backupNotWritable = (path: string, cause?: unknown) =>
  new GroundError(
    'ground.not_writable',
    `No se puede escribir en la carpeta de las copias ${path}.`,
    'Dale permiso de escritura a tu usuario, o elegí otra con --to o YAPA_BACKUPS.',
    { cause },
  )
export const noRoomToRestore = (path: string) =>
  new GroundError(
    'ground.disk_full',
    `No queda espacio en el disco de ${path} para restaurar la copia.`,
    'Liberá espacio y restaurala otra vez: los datos de antes siguen en su lugar.',
  )
export const backupIncomplete = (missing: string) =>
  new GroundError(
    'ground.backup_incomplete',
    `PostgreSQL recicló parte de su registro (${missing}) mientras se copiaba.`,
    'Hacé la copia otra vez en un momento con menos movimiento.',
  )
export const backupCancelled = () =>
  new GroundError(
    'ground.backup_cancelled',
    'La copia se canceló y no quedó nada a medias.',
    'Hacela otra vez cuando quieras: bin/yapa backup',
  )
export const backupCutOff = () =>
  new GroundError(
    'ground.backup_cut_off',
    'Yapa se paró mientras se copiaba, y no quedó ninguna copia a medias.',
    'Hacela otra vez: bin/yapa backup',
  )
export const backupClosed = (path: string) =>
  new GroundError(
    'ground.backup_closed',
    `No se puede leer la copia ${path}, que es de otro usuario.`,
    'Repetí la orden con el usuario que la hizo, o con sudo.',
  )
export const notABackup = (path: string) =>
  new GroundError(
    'ground.not_a_backup',
    `La carpeta ${path} no es una copia de Yapa (falta manifest.json, o no es como lo escribe Yapa).`,
    'Elegí otra copia.',
  )
export const backupDamaged = (path: string, file: string) =>
  new GroundError(
    'ground.backup_damaged',
    `La copia ${path} está dañada: ${file} no es como se guardó.`,
    'Elegí otra copia. No se tocó nada.',
  )
export const newerBackup = (path: string, version: string, unknown: string) =>
  new GroundError(
    'ground.newer_backup',
    `La copia ${path} es de una versión más nueva de Yapa (${version}): su base de datos tiene cambios que esta no conoce (${unknown}).`,
    'Actualizá Yapa y restaurala otra vez, o elegí otra copia. No se tocó nada.',
  )
export const restoreUnfinished = (path: string) =>
  new GroundError(
    'ground.restore_unfinished',
    `Una restauración en ${path} quedó a medias.`,
    'Terminala con: bin/yapa restore <carpeta de la copia>. Los datos de antes están en la carpeta before-restore-…',
  )
export const backupElsewhere = (filesDir: string) =>
  new GroundError(
    'ground.backup_elsewhere',
    'Con DATABASE_URL la base de datos es de tu proveedor, y sus copias las hace él.',
    `Programalas allá, y copiá además la carpeta ${filesDir}, donde están los archivos y los secretos.`,
  )

/** The failure behind an error of the file system at `path`; anything unknown is handed back as it came. */
export function fromFileError(error: unknown, path: string, told = { full: diskFull, closed: notWritable }): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return told.full(path, error)
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(String(code))) return told.closed(path, error)
  return error
}

/** True while the children of a killed server still die: the same start works a moment later. */
export const isStillDying = (output: string) =>
  /lock file ".*" already exists|pre-existing shared memory block|is another postmaster/i.test(output)

/** The failure behind what initdb or postgres wrote before giving up. */
export function fromOutput(output: string, path: string): GroundError {
  if (/shared memory segment.*No space left/i.test(output)) return sharedMemoryFull()
  if (/No space left on device|Disk quota exceeded|Check free disk space|wrote only \d+ of \d+/i.test(output)) return diskFull(path)
  const versions = /initialized by PostgreSQL version (\S+), which is not compatible with this version (\d+)/.exec(output)
  if (versions?.[1] && versions[2]) return otherVersion(path, versions[1].replace(/,$/, ''), versions[2])
  if (/has wrong ownership/i.test(output)) return wrongOwner(path)
  if (/Permission denied|Read-only file system/i.test(output)) return notWritable(path)
  const isFirstStart = /^initdb: /m.test(output)
  if (
    !isFirstStart &&
    /could not locate a valid checkpoint|could not find the database system|invalid (primary )?checkpoint|PANIC:|could not read file "global|incorrect checksum/i.test(
      output,
    )
  )
    return damaged(path, output)
  return startFailed(output)
}

function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const told = lines.findLast((line) => /^(initdb: error|postgres: |FATAL|PANIC|.*error while loading)/.test(line))
  return (told ?? lines.at(-1) ?? 'sin explicación').trim()
}
