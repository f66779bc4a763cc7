import { fileURLToPath } from 'node:url'
import type { MigrationFolder } from '#kernel/db/migrate.ts'
import { moduleNames } from '#app/module-names.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The kernel's migrations, then each module's after those it needs. */
export const migrationFolders = (): MigrationFolder[] => [
  { module: 'kernel', folder: at('../kernel/migrations') },
  ...moduleNames.map((module) => ({ module, folder: at(`../modules/${module}/server/migrations`) })),
]
