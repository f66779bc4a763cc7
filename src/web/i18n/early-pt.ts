import labels from 'virtual:labels/pt'
import { treeOf } from '#web/i18n/tree.ts'

/** The shell's words, those of the first screen, and of the other modules what the navigation says. */
export const messages = {
  ...labels,
  ...treeOf(import.meta.glob(['./locales/pt.json', '../../modules/conversations/web/locales/pt.json'], { eager: true, import: 'default' })),
}
