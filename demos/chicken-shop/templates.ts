/** What the shop had approved by WhatsApp, one that was refused and one that is paused: the same account for both numbers. */
export const templates = [
  {
    name: 'pedido_en_camino',
    category: 'utility',
    usedDaysAgo: 0.4,
    sources: { 'body:1': 'contact-first-name' },
    design: {
      body: 'Hola {{1}}, tu pedido ya salió del local y llega en unos {{2}} minutos. Si necesitás algo, respondé este mensaje.',
      footer: 'Pollos El Gallo',
      buttons: [
        { kind: 'quick-reply', text: 'Gracias' },
        { kind: 'phone', text: 'Llamar al local', phone: '+18095550190' },
      ],
      examples: { 'body:1': 'Martina', 'body:2': '20' },
    },
  },
  {
    name: 'pedido_listo',
    category: 'utility',
    usedDaysAgo: 1.2,
    sources: { 'body:nombre': 'contact-first-name' },
    design: {
      header: { kind: 'text', text: 'Pedido {{numero}} listo' },
      body: 'Hola {{nombre}}, tu pedido ya está listo para retirar. Te esperamos hasta las {{hora}} en el mostrador.',
      footer: 'Pollos El Gallo',
      variables: 'named',
      examples: { 'header:numero': '4512', 'body:nombre': 'Martina', 'body:hora': '23:30' },
    },
  },
  {
    name: 'aviso_de_stock',
    category: 'utility',
    sources: {},
    design: {
      body: 'Aviso del depósito de Pollos El Gallo. {{1}}. Entrá a Stock para ver el detalle o pedir más.',
      examples: { 'body:1': 'Se está acabando: Coca-Cola 1,5 l: quedan 12' },
    },
  },
  {
    name: 'volvio_al_menu',
    category: 'utility',
    sources: {},
    design: {
      body: 'Hola {{1}}, nos pediste que te avisemos: ya volvió {{2}}. Si querés, respondé este mensaje y te lo preparamos.',
      footer: 'Pollos El Gallo',
      examples: { 'body:1': 'Martina', 'body:2': 'Coca-Cola Zero 1,5 l' },
    },
  },
  {
    name: 'orden_de_compra',
    category: 'utility',
    sources: {},
    design: {
      header: { kind: 'document', fileId: null },
      body: 'Hola {{1}}, te mandamos la orden de compra {{2}} de {{3}}. Confirmanos por acá qué día la entregás.',
      examples: { 'body:1': 'Bebidas del Centro', 'body:2': 'OC-00012', 'body:3': 'Pollos El Gallo' },
    },
  },
  {
    name: 'retomar_consulta',
    category: 'utility',
    usedDaysAgo: 3,
    sources: { 'body:1': 'contact-first-name', 'body:2': 'agent-name' },
    design: {
      body: 'Hola {{1}}, soy {{2}}, de Pollos El Gallo. Ayer nos quedó pendiente tu consulta. ¿Querés que la sigamos por acá?',
      buttons: [
        { kind: 'quick-reply', text: 'Sí, sigamos' },
        { kind: 'quick-reply', text: 'Ya lo resolví' },
      ],
      examples: { 'body:1': 'Martina', 'body:2': 'Paula' },
    },
  },
  {
    name: 'promo_del_jueves',
    category: 'marketing',
    usedDaysAgo: 6,
    sources: { 'body:1': 'contact-first-name' },
    design: {
      header: { kind: 'text', text: 'Jueves de balde familiar' },
      body: 'Hola {{1}}, este jueves el balde de 12 piezas viene con papas grandes y gaseosa. Con el código de abajo tenés un 10 % menos.',
      footer: 'Respondé BAJA para no recibir más promociones',
      buttons: [{ kind: 'copy-code' }, { kind: 'url', text: 'Ver el menú', url: 'https://elgallo.example/menu/{{1}}' }],
      examples: { 'body:1': 'Martina', 'button:0': 'GALLO10', 'button:1': 'jueves' },
    },
  },
  {
    name: 'encuesta_corta',
    category: 'marketing',
    sources: { 'body:1': 'contact-first-name' },
    design: {
      body: 'Hola {{1}}, ¿cómo estuvo tu último pedido? Con una respuesta nos ayudás a mejorar.',
      buttons: [
        { kind: 'quick-reply', text: 'Muy bien' },
        { kind: 'quick-reply', text: 'Más o menos' },
        { kind: 'quick-reply', text: 'Mal' },
      ],
      examples: { 'body:1': 'Martina' },
    },
  },
  {
    name: 'pedido_en_camino',
    language: 'en_US',
    category: 'utility',
    sources: { 'body:1': 'contact-first-name' },
    design: {
      body: 'Hi {{1}}, your order has just left and will be with you in about {{2}} minutes. Answer this message if you need anything.',
      footer: 'Pollos El Gallo',
      examples: { 'body:1': 'Martina', 'body:2': '20' },
    },
  },
  {
    name: 'volve_a_pedir',
    category: 'marketing',
    state: 'paused',
    quality: 'red',
    reason: 'low-quality',
    usedDaysAgo: 9,
    sources: { 'body:1': 'contact-first-name' },
    design: {
      body: 'Hola {{1}}, hace mucho que no te vemos. Esta semana tenemos combos nuevos que te van a gustar.',
      examples: { 'body:1': 'Martina' },
    },
  },
  {
    name: 'confirmar_datos',
    category: 'utility',
    state: 'rejected',
    quality: 'unknown',
    reason: 'scam',
    advice: 'Remove any request for passwords, card numbers or other sensitive identifiers.',
    sources: { 'body:1': 'contact-first-name' },
    design: {
      body: 'Hola {{1}}, para terminar tu compra mandanos el número de tarjeta y la fecha de vencimiento.',
      examples: { 'body:1': 'Martina' },
    },
  },
] as const
