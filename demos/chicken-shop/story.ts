import { dialogues, openDialogues, products } from './dialogues.ts'
import { shop } from './shop.ts'

/** Who writes to the shop, and what about: at meal times, most on weekends and when there are two for one. */
export const story = {
  contactCount: 400,
  messageCount: 2_000,
  tags: shop.tags,
  companyTags: ['Mayorista', 'Oficina'],
  dialogues,
  openDialogues,
  products,
  labels: { reclamo: 'Reclamo', mayorista: 'Mayorista' },
  agents: { delivery: ['lautaro', 'julia'], ventas: ['paula', 'camila', 'julia'] },
  weekday: [1.6, 0.7, 1.3, 0.9, 1, 1.6, 1.6],
  peaks: [
    { hour: 12.5, share: 0.4 },
    { hour: 21.5, share: 0.6 },
  ],
}
