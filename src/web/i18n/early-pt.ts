import labels from 'virtual:labels/pt'
import { layered, treeOf } from '#web/i18n/tree.ts'

/** The shell's words, those of the first screen, and of everything else what the navigation says. */
export const messages = layered(
  labels,
  treeOf(import.meta.glob('./locales/pt.json', { eager: true, import: 'default', query: '?early' })),
  treeOf(import.meta.glob('../../modules/conversations/web/locales/pt.json', { eager: true, import: 'default', query: '?early' })),
)
