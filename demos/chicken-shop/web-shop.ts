/** The shop on the web: where it stands and how it sells. */
export const webShop = {
  slug: 'el-gallo',
  terms: {
    welcome: 'Pollo frito, papas y salsas de la casa. Retirás en el local o te lo llevamos.',
    fulfilments: ['delivery', 'pickup', 'table'],
    methods: ['cash', 'card', 'transfer'],
    transferAlias: 'gallo.pollos.demo',
    minimumMinor: 500_000,
    leadMinutes: 30,
    tables: 8,
  },
  /** Left behind by people who may be written to. */
  left: [
    { minutesAgo: 95, name: 'Sol Ferreyra', phone: '+1 809 555 0176', items: [{ key: 'flan', quantity: 2 }, { key: 'papas grandes' }] },
    { minutesAgo: 1_530, name: 'Bruno Maldonado', phone: '+1 829 555 0177', items: [{ key: 'papas-cheddar' }] },
  ],
}
