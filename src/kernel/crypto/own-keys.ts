import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { GroundError } from '#kernel/config/ground-error.ts'
import { writeDurably } from '#kernel/postgres/durable-file.ts'

export const keyFileIn = (dataDir: string): string => join(dataDir, 'keys', 'kek.json')
// Not beside the keys: whoever loses those often loses their whole folder.
const markIn = (dataDir: string): string => join(dataDir, 'keys-made')

const cure =
  'Traelo de una copia de los datos (bin/yapa restore), o de donde lo hayas guardado: sin él no se lee nada de lo cifrado. No se tocó nada.'

export const keysDamaged = (path: string, cause?: unknown) =>
  new GroundError('ground.keys_damaged', `El archivo de claves ${path} está dañado.`, cure, { cause })
const keysMissing = (path: string) =>
  new GroundError('ground.keys_missing', `Falta ${path}, con las claves que abren lo cifrado en esta base de datos.`, cure)
export const keysForeign = (path: string, cause?: unknown) =>
  new GroundError(
    'ground.keys_foreign',
    `Las claves de ${path} no abren esta base de datos: son de otra instalación o de una copia más vieja.`,
    cure,
    { cause },
  )

/** A new key file beside data that were sealed with another one would only hide that it is lost. Throws GroundError. */
export async function assertKeysAreThere(dataDir: string): Promise<void> {
  if (!(await areKeysThere(dataDir))) throw keysMissing(keyFileIn(dataDir))
}

export const areKeysThere = (dataDir: string): Promise<boolean> => exists(keyFileIn(dataDir))

/** Leaves a mark that these data have keys, so that lost ones are told from those that the first start did not come to make. */
export async function markKeysMade(dataDir: string): Promise<void> {
  if (!(await exists(markIn(dataDir)))) await writeDurably(markIn(dataDir), '')
}

export const wereKeysMade = (dataDir: string): Promise<boolean> => exists(markIn(dataDir))

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined
