/** Who asked through the form of the shop's page, and through its advertisements. Invented, like everything here. */
export const submissions = [
  {
    name: 'Florencia Abad',
    email: 'florencia.abad@example.com',
    message: 'Cumpleaños de 15 el sábado 12, unas 60 personas. ¿Qué precio tiene por persona?',
    page: 'https://pollos.example/eventos?utm_source=google&utm_medium=cpc&utm_campaign=eventos',
    referrer: 'https://www.google.com/',
    hoursAgo: 3,
  },
  {
    name: 'Nicolás Bravo',
    email: 'nico.bravo@example.com',
    message: 'Almuerzo de fin de año de la oficina, 25 personas. ¿Hacen factura A?',
    page: 'https://pollos.example/eventos?utm_source=instagram&utm_medium=bio',
    referrer: 'https://l.instagram.com/',
    hoursAgo: 29,
  },
  {
    name: 'Graciela Toledo',
    email: 'graciela.toledo@example.com',
    message: 'Para el club, todos los domingos. ¿Tienen stock para 40 porciones?',
    page: 'https://pollos.example/',
    hoursAgo: 74,
  },
]

const answered = (id: string, hoursAgo: number, name: string, email: string, people: string) => ({
  id,
  hoursAgo,
  platform: 'ig',
  is_organic: false,
  ad_id: '238510001',
  ad_name: 'Pollo para tu evento',
  adset_id: '238520001',
  campaign_id: '238530001',
  campaign_name: 'Eventos de primavera',
  form_id: '2104455667788',
  field_data: [
    { name: 'full_name', values: [name] },
    { name: 'email', values: [email] },
    { name: '¿para_cuántas_personas?', values: [people] },
  ],
})

export const page = {
  pageId: '104455667788',
  name: 'Pollos de la demostración',
  token: 'EAA-demostracion-pollos',
  appSecret: 'demostracion-pollos-secreto',
  leads: [
    answered('700100200300401', 1.5, 'Milagros Ibáñez', 'milagros.ibanez@example.com', '80'),
    answered('700100200300402', 22, 'Esteban Ríos', 'esteban.rios@example.com', '30, el viernes'),
    answered('700100200300403', 51, 'Carolina Méndez', 'carolina.mendez@example.com', '12'),
  ],
}
