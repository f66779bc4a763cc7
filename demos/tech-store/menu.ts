/** What the shop sells, in pesos of the end of 2026; prices and costs in cents. */
const pesos = (whole: number): number => whole * 100

const one = (key: string, category: string, name: string, price: number, cost: number) => ({
  key,
  category,
  name,
  price: pesos(price),
  cost: pesos(cost),
})

export const menu = {
  categories: [
    { key: 'computadoras', name: 'Computadoras' },
    { key: 'celulares', name: 'Celulares' },
    { key: 'perifericos', name: 'Periféricos' },
    { key: 'componentes', name: 'Componentes' },
    { key: 'accesorios', name: 'Accesorios' },
  ],
  modifierGroups: [
    {
      key: 'servicio',
      name: 'Servicio',
      most: 2,
      modifiers: [
        { name: 'Instalación y puesta a punto', price: pesos(28_000) },
        { name: 'Pasar mis archivos', price: pesos(19_000) },
      ],
    },
  ],
  products: [
    { ...one('notebook-15', 'computadoras', 'Notebook 15" 16 GB', 899_000, 690_000), groups: ['servicio'] },
    { ...one('notebook-gamer', 'computadoras', 'Notebook gamer 16" RTX', 1_890_000, 1_480_000), groups: ['servicio'] },
    { ...one('mini-pc', 'computadoras', 'Mini PC de escritorio', 420_000, 318_000), groups: ['servicio'] },
    one('celular-128', 'celulares', 'Celular 128 GB', 459_000, 340_000),
    one('celular-256', 'celulares', 'Celular 256 GB', 619_000, 470_000),
    one('tablet', 'celulares', 'Tablet 11"', 389_000, 288_000),
    one('monitor-24', 'perifericos', 'Monitor 24" IPS', 229_000, 168_000),
    one('monitor-27', 'perifericos', 'Monitor 27" 165 Hz', 379_000, 281_000),
    one('teclado', 'perifericos', 'Teclado mecánico', 74_000, 45_000),
    one('mouse', 'perifericos', 'Mouse inalámbrico', 18_900, 9_800),
    one('auriculares', 'perifericos', 'Auriculares con micrófono', 46_900, 27_000),
    one('impresora', 'perifericos', 'Impresora multifunción', 264_000, 196_000),
    one('webcam', 'perifericos', 'Webcam full HD', 52_000, 31_000),
    {
      key: 'ssd',
      category: 'componentes',
      name: 'Disco SSD',
      option: 'Capacidad',
      variants: [
        { key: '500', value: '500 GB', price: pesos(64_000), cost: pesos(43_000) },
        { key: '1tb', value: '1 TB', price: pesos(104_000), cost: pesos(72_000) },
      ],
    },
    one('ram-16', 'componentes', 'Memoria RAM 16 GB', 79_000, 54_000),
    one('fuente', 'componentes', 'Fuente 650 W', 92_000, 64_000),
    one('router', 'accesorios', 'Router Wi-Fi 6', 118_000, 81_000),
    one('cargador', 'accesorios', 'Cargador USB-C 65 W', 32_900, 17_500),
    one('cable', 'accesorios', 'Cable USB-C de 2 m', 9_900, 3_600),
    one('funda', 'accesorios', 'Funda de celular', 12_500, 4_200),
    one('pendrive', 'accesorios', 'Pendrive 128 GB', 14_900, 8_100),
    one('parlante', 'accesorios', 'Parlante bluetooth', 58_000, 36_000),
  ],
}
