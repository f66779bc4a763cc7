/**
 * Whom the shop knows besides its customers. Tax ids have sound check digits and lie below the numbers that companies
 * are given, so that they are nobody's; addresses of mail end in `.example`.
 */
export const addressBook = {
  contacts: [
    {
      name: 'Granja Los Aromos',
      kind: 'company',
      email: 'pedidos@losaromos.example',
      taxId: '30-00000101-1',
      relations: ['supplier'],
      notes: 'Entrega los martes y viernes antes de las 9.',
      address: {
        label: 'Granja',
        street: 'Camino a San Antonio',
        number: 'Km 7',
        city: 'Córdoba',
        state: 'Córdoba',
        country: 'AR',
        coordinates: { latitude: -31.47, longitude: -64.2 },
      },
    },
    {
      name: 'Papas del Sur',
      kind: 'company',
      email: 'ventas@papasdelsur.example',
      taxId: '30-00000103-8',
      relations: ['supplier'],
      notes: '',
      address: {
        label: 'Depósito',
        street: 'Mercado de Abasto',
        number: 'Nave 4',
        city: 'Córdoba',
        state: 'Córdoba',
        postcode: 'X5019',
        country: 'AR',
      },
    },
    {
      name: 'Colegio Las Rosas',
      kind: 'company',
      email: 'cooperadora@lasrosas.example',
      taxId: '30-00000104-6',
      relations: ['customer'],
      notes: 'Pide para los actos: avisa con dos días.',
      address: {
        label: 'Sede',
        street: 'Obispo Trejo',
        number: '900',
        city: 'Córdoba',
        state: 'Córdoba',
        postcode: 'X5000',
        country: 'AR',
        notes: 'Entrar por la puerta del patio',
      },
    },
    { name: 'Raúl Aromos', kind: 'person', email: 'raul@losaromos.example', relations: ['supplier'], notes: '' },
    { name: 'Estela Funes', kind: 'person', email: 'estela@lasrosas.example', relations: ['customer'], notes: '' },
    { name: 'Nora Funes', kind: 'person', email: 'nora.funes@correo.example', relations: ['lead'], notes: '' },
    {
      name: 'Dardo Peralta',
      kind: 'person',
      email: 'dardo.peralta@correo.example',
      relations: ['staff'],
      notes: 'Reparte los fines de semana.',
    },
  ],
  links: [
    { from: 'Raúl Aromos', to: 'Granja Los Aromos', kind: 'works_at', role: 'Dueño' },
    { from: 'Estela Funes', to: 'Colegio Las Rosas', kind: 'works_at', role: 'Cooperadora' },
    { from: 'Estela Funes', to: 'Nora Funes', kind: 'family', role: 'Hermanas' },
    { from: 'Nora Funes', to: 'Estela Funes', kind: 'referred_by', role: '' },
  ],
} as const
