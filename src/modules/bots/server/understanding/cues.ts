import { lineOf, tokensOf } from './tokens.ts'

/**
 * Plain signs of what somebody wants, looked for in the line of a message (`lineOf`: lower case, no accents, `#` for a
 * number). They decide nothing alone: each is one more thing that the trained weights are about.
 */
export const cues: readonly (readonly [name: string, sign: RegExp])[] = [
  [
    'hello',
    /^(?:hola|holi|holis|ola|hla|buenas?|buenos? dias?|alo|hey|hi|hello|oi|ola|opa|bom dia|boa (?:tarde|noite)|quiubo|epa|saludos|que (?:tal|onda|hubo|mas))\b/,
  ],
  [
    'price',
    /\b(?:preci[a-z]*|cuesta[n]?|costo|costaria|valor(?:es)?|tarifas?|presupuesto|cotiz[a-z]+|descuentos?|promos?|promocion[a-z]*|barato|rebaja|price|prices|quote|discounts?|preco|precos)\b/,
  ],
  [
    'how-much',
    /\b(?:cuantos? (?:me |te |le |les |nos |por |vale|sale|salen|seria|quedaria|es|esta|cobra|piden|cuesta|son|el|la|x)|a cuanto|a como|en cuanto|de a cuanto|how much|quanto)/,
  ],
  [
    'have',
    /\b(?:tenes|tienen?|tienes|teneis|tendran?|tendrias|tendrian|hay|habra|quedan?|quedo|manejan|manejas|venden|vendes|trabajan con|cuentan con|consigo|tem|voces tem|do you (?:have|sell|carry))\b/,
  ],
  [
    'stock',
    /\b(?:stock|disponible|disponibles|disponibilidad de|existencias?|agotad[oa]s?|reponen|repuestos?|in stock|available|estoque|disponivel)\b/,
  ],
  ['arrives', /\b(?:les? (?:entra|entro|llega|llego|llegaron)|vuelven? a tener|nueva mercaderia)\b/],
  ['want', /\b(?:quiero|quisiera|queria|voy a querer|necesito|me gustaria|quero|vou querer|i want|i'd like|would like)\b/],
  [
    'bring',
    /\b(?:mandame|mandas|mandan|mandalo|mandenme|enviame|envias|traeme|encargo|encargar|anotame|anota|anotas|agregale|sumale|guardame|guardas|apartas|apartame|apuntame|ponme|dame|regaleme|repetime|preparame|preparar|preparenme|reservame la|llevo|lo llevo|pedir|pedido|orden|ordenar|domicilio|delivery a|para llevar|para retirar|paso a buscar[a-z]*|send me|order)\b/,
  ],
  [
    'amount',
    /(?:^|\s)(?:#|un|una|dos|tres|cuatro|cinco|seis|diez|media|doce) (?:docenas?|kilos?|kg|litros?|metros?|pollos?|pizzas?|combos?|porcion[a-z]*|cajas?|empanadas?|promos?)/,
  ],
  [
    'wrong',
    /\b(?:no (?:me |te |le |lo |la )*(?:lleg|anda|funcion|sirv|carg|vin|contest|respond)[a-z]*|nunca (?:lleg|vin)[a-z]*|falto|faltaron|rompio|roto|rota|fallad[oa]|frio|crudo|reclamo|queja|devolucion|reembolso|estafa|denuncia|pesim[oa]|horrible|verguenza|refund|broke|broken|never arrived|errado|pessimo|cobraron|esperando|espero|equivocad[oa]|otra vez|nadie (?:contesta|responde))\b/,
  ],
  [
    'when',
    /\b(?:horarios?|a que hora|que hora|hasta que hora|que dias|abren|abiertos?|cierran|cerraron|atienden|atencion|feriado|domingos?|trabajan|what time|open|abrem|funcionam)\b/,
  ],
  [
    'appointment',
    /\b(?:turnos?|citas?|agend[a-z]+|reserv[a-z]+|una hora|hora para|mover mi|visita|appointment|book|reschedule|reserve|marcar um|agendar)\b/,
  ],
  [
    'day',
    /\b(?:hoy|mañana|manana|pasado|lunes|martes|miercoles|jueves|viernes|sabado|domingo|semana|finde|today|tomorrow|tonight|hoje|amanha|sexta)\b/,
  ],
  [
    'person',
    /\b(?:persona|humano|humana|asesora?|agente|operadora?|representante|encargad[oa]|dueñ[oa]|gerente|supervisora?|ejecutiv[oa]|vendedora?|jef[ea]|ingeniero|tecnico|alguien|human|agent|manager|someone|atendente|pessoa|bot|robot|maquina|contestador)\b/,
  ],
  [
    'talk',
    /\b(?:hablar|comunic[a-z]+|pasame con|pasas con|pasenme|llam[a-z]+|transferime|derivas|platicar|conversar|marcame|marcarme|llamada|talk|speak|call|falar|ligar)\b/,
  ],
  [
    'pay',
    /\b(?:pag[a-z]+|tarjetas?|transfer[a-z]+|alias|cbu|cvu|clabe|spei|nequi|yape|yapee|plin|pix|qr|efectivo|cuotas|debito|credito|posnet|datafono|deposit[a-z]+|comprobante|factura[a-z]*|boleta|recibo|cheque|seña|señar|cfdi|webpay|sinpe|deuda|debo|saldo|fias|pay|payment|credit card|invoice|receipt|pagamento|cartao|parcelar|mercado pago)\b/,
  ],
  ['thanks', /\b(?:gracias|thanks|thank you|obrigad[oa])\b/],
  [
    'place',
    /\b(?:donde (?:estan|queda|quedan)|direccion|ubicacion|ubicados|calle|where|located|onde fica|envios? a|delivery|llegan hasta)\b/,
  ],
  ['short-answer', /^(?:si|no|ok|okay|dale|listo|bueno|ya|claro|tá bom|ta bom|esta bien|perfecto)(?: \S+){0,2}$/],
  ['how-works', /\b(?:como se|como lo|sirve para|compatible|garantia|viene con|cuanto (?:dura|demora|tarda)|alcanza)\b/],
]

/** Among questions about hours, those that want a moment for themselves. */
export const asksForAppointment = (text: string): boolean => cueOf('appointment').test(lineOf(tokensOf(text)))

const cueOf = (name: string): RegExp => cues.find(([one]) => one === name)?.[1] ?? /$^/
