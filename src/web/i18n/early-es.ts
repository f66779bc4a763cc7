import labels from 'virtual:labels/es'
import { treeOf } from '#web/i18n/tree.ts'

/** The shell's words, those of the first screen, and of the other modules what the navigation says. */
export const messages = {
  ...labels,
  ...treeOf(import.meta.glob(['./locales/es.json', '../../modules/conversations/web/locales/es.json'], { eager: true, import: 'default' })),
}
