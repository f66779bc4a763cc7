import { addressBook } from './address-book.ts'
import { bots } from './bots.ts'
import { awayReplies, frequentAnswers } from './answers.ts'
import * as intake from './intake.ts'
import { menu } from './menu.ts'
import { ordersToday } from './orders.ts'
import { prices } from './prices.ts'
import { approvalLimit, proposalCost, proposals, proposalTemplate } from './proposals.ts'
import { moreSurveys, survey } from './opinions.ts'
import { promotions } from './promotions.ts'
import { stock } from './stock.ts'
import { purchases } from './purchases.ts'
import { templates } from './templates.ts'
import { webShop } from './web-shop.ts'
import { deliveryZones } from './zones.ts'

/** The business itself: data only. Phones come from NANP's 555-01xx range in Caribbean codes, which reaches nobody. */
export const shop = {
  slug: 'chicken-shop',
  organization: {
    name: 'Pollos El Gallo',
    locale: 'es',
    zone: 'America/Argentina/Cordoba',
    currency: 'ARS',
    country: 'AR',
    lineOfBusiness: 'food',
    brand: { name: 'Pollos El Gallo', color: '#c2410c' },
  },
  /** Everybody signs in with this password; it is printed at the start and works in demo businesses only. */
  password: 'pollos-con-papas',
  people: [
    { key: 'julia', name: 'Julia Lucero', email: 'julia@elgallo.example', preset: 'owner', team: 'Mostrador' },
    { key: 'paula', name: 'Paula Gómez', email: 'paula@elgallo.example', preset: 'team-agent', team: 'Mostrador' },
    { key: 'lautaro', name: 'Lautaro Medina', email: 'lautaro@elgallo.example', preset: 'team-agent', team: 'Delivery' },
    { key: 'camila', name: 'Camila Sosa', email: 'camila@elgallo.example', preset: 'own-agent', team: 'Mostrador' },
  ],
  teams: ['Mostrador', 'Delivery'],
  channels: [
    {
      key: 'ventas',
      name: 'Ventas Centro',
      phoneNumberId: '109500000000001',
      wabaId: '209500000000001',
      displayPhone: '+1 809 555 0190',
      team: 'Mostrador',
    },
    {
      key: 'delivery',
      name: 'Delivery Norte',
      phoneNumberId: '109500000000002',
      wabaId: '209500000000001',
      displayPhone: '+1 809 555 0191',
      team: 'Delivery',
    },
  ],
  habits: {
    views: [{ by: 'julia', name: 'Por vencer', isShared: true, query: { vista: 'todas', plazo: 'porvencer' } }],
    later: [{ by: 'paula', text: '¿Te sirvió la info? Si querés te lo dejo reservado para hoy.', hours: 3 }],
    shifts: [
      { by: 'julia', from: 13, pause: 17, back: 18, to: 24 },
      { by: 'paula', from: 14, pause: 18.5, back: 22.5, to: 26.5 },
      { by: 'lautaro', from: 22, pause: 24.5, back: 24.75, to: 27 },
      { by: 'camila', from: 14, pause: 16, back: 16.25, to: 22 },
    ],
  },
  /** The last rule is off: whoever switches it on sees conversations go to whoever is there. */
  routing: {
    skills: [
      { person: 'paula', skills: ['Mayoristas'], languages: ['es', 'pt'] },
      { person: 'lautaro', skills: ['Reclamos'], languages: ['es'], capacity: 5 },
    ],
    rules: [
      { name: 'Clientes de Brasil', conditions: { languages: ['pt'] }, team: 'Mostrador', method: 'sticky' },
      { name: 'Mayoristas', conditions: { labels: ['Mayorista'] }, skill: 'Mayoristas', team: 'Mostrador', method: 'sticky' },
      {
        name: 'Envíos',
        isActive: false,
        channel: 'delivery',
        team: 'Delivery',
        method: 'lowest-load',
        overflow: { team: 'Mostrador', afterSeconds: 120 },
      },
    ],
  },
  survey,
  moreSurveys,
  frequentAnswers,
  awayReplies,
  cannedReplies: [
    { shortcut: 'hola', title: 'Saludo', text: '¡Hola {{clientName}}! Soy {{agentName}}, de {{companyName}}. ¿Qué te preparo?' },
    {
      shortcut: 'horarios',
      title: 'Horarios',
      text: 'Abrimos todos los días de 11:30 a 15 y de 19:30 a 0:30. Los lunes descansamos al mediodía.',
    },
    {
      shortcut: 'promos',
      title: 'Promos de la semana',
      text: 'Esta semana: martes 2x1 en combo clásico, y de jueves a domingo el balde familiar de 12 piezas con papas grandes y gaseosa.',
    },
    {
      shortcut: 'alias',
      title: 'Datos para transferir',
      text: 'Podés transferir al alias gallo.pollos.demo. Cuando lo hagas mandame el comprobante y sale enseguida.',
    },
    { shortcut: 'demora', title: 'Demora', text: 'Estamos con unos 40 minutos de demora. ¿Te lo preparo igual?' },
    { shortcut: 'gracias', title: 'Despedida', text: '¡Gracias a vos! Que lo disfrutes. Cualquier cosa nos escribís por acá.' },
  ],
  templates,
  deliveryZones,
  ordersToday,
  purchases,
  webShop,
  stock,
  proposals,
  proposalTemplate,
  approvalLimit,
  proposalCost,
  addressBook,
  contactFields: [
    { label: 'Dirección', key: 'direccion', type: 'text' },
    {
      label: 'Picante',
      key: 'picante',
      type: 'choice',
      options: [
        { id: 'sin', label: 'Sin picante' },
        { id: 'poco', label: 'Un poco' },
        { id: 'bien', label: 'Bien picante' },
      ],
    },
    { label: 'Cumpleaños', key: 'cumpleanos', type: 'date' },
  ],
  vipTags: ['Cliente fiel'],
  forms: [
    {
      name: 'Pedidos para eventos',
      fields: [
        { key: 'name', label: 'Tu nombre', isRequired: true },
        { key: 'phone', label: 'WhatsApp', isRequired: false },
        { key: 'email', label: 'Correo', isRequired: true },
        { key: 'message', label: '¿Para cuándo y cuántas personas?', isRequired: true },
      ],
      consents: [{ channel: 'email', purpose: 'marketing', text: 'Quiero recibir promociones por correo.', isRequired: false }],
      texts: {
        title: 'Pedí para tu evento',
        intro: 'Contanos qué festejás y te mandamos un presupuesto en el día.',
        button: 'Pedir presupuesto',
        thanks: '¡Gracias! Te escribimos hoy mismo.',
      },
      submissions: intake.submissions,
    },
  ],
  leadPages: [intake.page],
  tasks: [
    {
      title: 'Llamar para confirmar el catering del sábado',
      notes: 'Son 40 personas. Preguntar si quieren gaseosas o agua.',
      by: 'julia',
      for: 'paula',
      contact: 3,
      madeHoursAgo: 26,
      dueInHours: 1.5,
      remindMinutes: 60,
    },
    {
      title: 'Mandar la lista de precios mayorista',
      by: 'paula',
      for: 'julia',
      contact: 7,
      madeHoursAgo: 50,
      dueInHours: -2,
      priority: 'high',
    },
    { title: 'Avisar que llegó el pan sin TACC', by: 'julia', contact: 12, madeHoursAgo: 5, dueInHours: 4 },
    {
      title: 'Revisar el reclamo del balde frío',
      by: 'lautaro',
      for: 'lautaro',
      contact: 20,
      madeHoursAgo: 9,
      dueInHours: 20,
      remindMinutes: 60,
    },
    { title: 'Pasar el pedido de bolsas y envases', by: 'julia', for: 'julia', madeHoursAgo: 70, dueInHours: 30, repeats: 'weekly' },
    { title: 'Armar la promo del Día de la Madre', notes: 'Con foto nueva del combo.', by: 'julia', madeHoursAgo: 30 },
    {
      title: 'Devolver la llamada por el pedido equivocado',
      by: 'paula',
      for: 'paula',
      contact: 15,
      madeHoursAgo: 40,
      dueInHours: -30,
      doneHoursAgo: 29,
    },
    {
      title: 'Cotizar el almuerzo de la oficina',
      by: 'julia',
      for: 'camila',
      contact: 30,
      madeHoursAgo: 90,
      dueInHours: -60,
      doneHoursAgo: 62,
    },
  ],
  tags: ['Mayorista', 'Cumpleaños', 'Sin TACC', 'Vecino', 'Oficina', 'Reclamo', 'Cliente fiel', 'Colegio'],
  segments: [
    {
      name: 'Cumplen años esta semana',
      description: 'Para mandarles el combo de cumpleaños',
      conditions: { match: 'all', conditions: [{ term: 'fields.cumpleanos', operator: 'anniversary', value: 7 }] },
    },
    {
      name: 'Hace rato que no escriben',
      description: 'Escribieron alguna vez y no en el último mes: los que hay que invitar a volver',
      conditions: {
        match: 'all',
        conditions: [
          { term: 'lastInboundAt', operator: 'not-last-days', value: 30 },
          { term: 'consent.whatsapp.marketing', operator: 'not-in', value: ['denied'] },
        ],
      },
    },
    {
      name: 'Mayoristas y oficinas',
      description: 'Pedidos grandes: empresas, o personas con etiqueta de mayorista, oficina o colegio',
      conditions: {
        match: 'any',
        conditions: [
          { term: 'kind', operator: 'in', value: ['company'] },
          { term: 'tags', operator: 'has', value: ['Mayorista', 'Oficina', 'Colegio'] },
        ],
      },
    },
  ],
  contactViews: [
    {
      by: 'julia',
      name: 'Gusto del picante',
      layout: 'board',
      isShared: true,
      query: { by: 'fields.picante', sort: '-createdAt' },
    },
    { by: 'julia', name: 'Cumpleaños', layout: 'calendar', isShared: true, query: { by: 'yearly.cumpleanos' } },
  ],
  bots,
  menu,
  prices,
  promotions,
} as const
