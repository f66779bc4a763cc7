import type { Answers } from '#web/testing/edge.ts'

/** All that somebody may do with contacts. */
export const everything = ['crm.read-contacts', 'crm.write-contacts', 'crm.import-contacts', 'crm.export-contacts', 'crm.manage-fields']
export const id = '0193b3a0-0000-7000-8000-00000000000a'
const vip = { id: '0193b3a0-0000-7000-8000-0000000000f1', name: 'VIP', color: 'red', version: 1 }

export const zone = {
  id: '0193b3a0-0000-7000-8000-0000000000f2',
  key: 'zona',
  label: 'Zona',
  type: 'choice',
  options: [{ id: 'sur', label: 'Sur' }],
  currency: null,
  position: 1,
  isArchived: false,
  version: 1,
}

export const row = {
  id,
  kind: 'person',
  name: 'Ana Ruiz',
  phone: '+5491151234567',
  email: null,
  taxId: null,
  restrictedAt: null,
  lifecycleStage: null,
  relations: [],
  tagIds: [vip.id],
  fields: { zona: 'sur' },
  ownerId: null,
  source: 'whatsapp',
  createdAt: '2026-11-21T12:00:00.000Z',
  updatedAt: '2026-11-21T12:00:00.000Z',
  archivedAt: null,
  version: 3,
}

export const contact = {
  ...row,
  notes: 'Sin sal',
  mergedInto: null,
  restrictedAt: null,
  addresses: [],
  identities: [
    { id: '1', kind: 'phone', value: '+5491151234567', raw: '', isPrimary: true, verifiedAt: null },
    { id: '2', kind: 'wa_id', value: '5491151234567', raw: '', isPrimary: true, verifiedAt: null },
  ],
}

/** What the server answers about Ana, who is all there is. */
export const answers: Answers = {
  'GET /contacts': { items: [row], next: null },
  'GET /contact-counts': { count: 1, margin: 0 },
  'GET /tags': { items: [vip] },
  'GET /contact-fields': { items: [zone] },
  'GET /contact-views': { items: [] },
  'GET /colleagues': { items: [{ id: 'u1', name: 'Julia Lucero', teamIds: [], isActive: true }] },
  'GET /contacts/:id': contact,
  'GET /contacts/:id/links': { items: [] },
  'GET /contacts/:id/similar': { items: [] },
  'GET /contacts/:id/consents': { current: [], history: [] },
  'GET /contacts/:id/standing': {
    contactId: id,
    stage: null,
    stageEnteredAt: null,
    state: 'nuevo',
    reasons: [{ code: 'none', at: null, count: null }],
    override: null,
    waitingSince: null,
    attentionAt: null,
    history: [],
    leads: [],
  },
  'GET /contacts/:id/timeline': {
    items: [
      {
        id: 'e1',
        at: '2026-11-21T12:00:00.000Z',
        kind: 'crm.updated',
        words: 'crm.timeline.updated',
        values: { changed: ['name', 'relations', 'addresses', 'fields.zona'] },
        href: null,
        actorName: 'Julia',
      },
    ],
    next: null,
  },
}

export const session = { permissions: everything }
