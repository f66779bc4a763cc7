import type { Session } from '#web/session.ts'

/** Ana, owner of a chicken shop in Córdoba, with the permissions that a test gives her. */
export const aSession = (change: Partial<Session> = {}): Session => ({
  id: '019a0000-0000-7000-8000-000000000001',
  person: {
    id: '019a0000-0000-7000-8000-000000000002',
    name: 'Ana Paz',
    email: 'ana@gallo.example',
    locale: 'es',
    theme: 'light',
    density: 'normal',
  },
  organization: {
    id: '019a0000-0000-7000-8000-000000000003',
    name: 'Pollos El Gallo',
    slug: 'pollos-el-gallo',
    locale: 'es',
    zone: 'America/Argentina/Cordoba',
    currency: 'ARS',
    country: 'AR',
    isDemo: true,
  },
  organizations: [{ id: '019a0000-0000-7000-8000-000000000003', name: 'Pollos El Gallo', brandColor: '#d9480f' }],
  brands: [],
  role: null,
  permissions: [],
  teamIds: [],
  theme: { light: {}, dark: {} },
  mustEnrolSecondFactor: false,
  mayCreateOrganization: false,
  ...change,
})
