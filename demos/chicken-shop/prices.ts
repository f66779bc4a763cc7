/** How prices moved, in basis points: 1200 is 12 %. */
export const prices = {
  wholesale: { name: 'Eventos y oficinas', basisPoints: -1_200, from: 6, customers: 3 },
  rise: { name: 'Aumento de la primavera', basisPoints: 850, daysAgo: 40 },
  monthly: { basisPoints: 190, months: 18 },
  scheduled: { name: 'Aumento de diciembre', basisPoints: 600, inDays: 9 },
}
