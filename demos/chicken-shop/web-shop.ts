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
}
