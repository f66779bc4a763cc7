import type { Language } from '#bots/contract/understanding.ts'
import type { Token } from './tokens.ts'

/** Words of each language, without accents. What two of them share stands in both and decides nothing between them. */
const words = {
  es: `que de la el en y a los se del las un por con no una su para es al lo como mas pero sus le ya o este si porque esta
    entre cuando muy sin sobre tambien me hasta hay donde quien desde todo nos todos uno les ni otros ese eso ellos e esto
    mi antes yo otro otra otras tanto esa mucho nada muchos cual poco ella estar algo nosotros hola holi holis buenas buenos
    buen dias tarde tardes noche noches gracias cuanto cuanta cuantos cuantas cuesta sale salen precio precios valor quiero
    quisiera queria tienen tiene tenes tienes teneis tenemos necesito necesita puedo puede pueden podes podria podrian pedir
    pedido turno cita pago pagar pague favor porfa tengo son estan estoy estas estamos ahi aqui aca alla bien bueno buena
    hoy ayer manana ahora luego despues siempre nunca nadie alguien alguno alguna cosa gente dale listo che vos usted ustedes
    tu te ti mio mia tuyo hace hacen hacer hago haces mandame mandan mandar pasame pasan paso dame damelo quedan queda
    llevo llego llegaron falta falto abren cierran abierto atienden horario hora horas envio envios domicilio comprar compro
    vender venden vendo tienda negocio vecino pollo papas carne queso pan celular pantalla pelo corte riego manguera bomba
    kilo kilos docena media medio tarjeta efectivo transferencia cuenta factura cuotas hablar persona asesor ningun ninguna
    otravez vez quedo salio dijo dijeron espero esperando perdon disculpe disculpa disculpen saludos amigo senora señora señor
    señorita joven direccion calle numero nombre correo feliz rico rica lindo linda hermoso peor mejor malo mala horrible
    pesimo verguenza reclamo devolucion plata dinero cambio cambiar mismo misma solo pues vale vamos claro quiubo parce
    aun todavia hasta segun tambien asi alo aló disponible quien cuando quisieramos abierto sabado domingo lunes martes
    miercoles jueves viernes fin semana mes van ser sido ha he han haber fue fueron era eran iba dos tres cuatro cinco seis siete ocho nueve diez primero
    demasiado aceptan reciben ola ok okay stock cobraron trabajan manejan podemos sabe saben sabes dar ver ir voy vas va encargado dueño gerente vendedor humano agente operador precioso presupuesto`,
  pt: `que de a o e do da em um para e com nao uma os no se na por mais as dos como mas foi ao ele das tem seu sua ou ser
    quando muito nos ja esta eu tambem so pelo pela ate isso ela entre era depois sem mesmo aos seus quem nas me esse eles
    voce voces tinha foram essa num nem suas meu minha numa elas lhe deles essas esses pelos pelas este dele tu te oi ola
    obrigado obrigada bom boa dia noite tarde tudo bem quanto custa fica preco precos valores valor qual quais quero queria
    gostaria posso pode podem pedido frango pizza loja endereco horario horas marcar agendar sexta sabado domingo segunda
    terca quarta quinta hoje amanha agora ainda fazer fiz faz aceita cartao pagamento chave pix dinheiro atendente falar pessoa
    aqui onde entrega entregam vista desconto conserto celular tela parou funcionar veio errado pessimo atendimento lindo
    linda opa beleza valeu pra pro pros ta tou to estou estao sao nos comprar vender tem disponivel cor azul voces funcionam
    abrem da reserva reservar mesa gente pessoal bora legal caipira ligar passa manda mandar ve tres dois duas comprovante segue ok stock ser era`,
  en: `the of and a to in is you that it he was for on are as with his they i at be this have from or one had by word but not
    what all were we when your can said there use an each which she do how their if will up other about out many then them
    these so some her would make like him into time has look two more go see no way could people my than first been call who
    its now find long down day did get come made may part hi hello hey good morning afternoon evening night thanks thank
    please much price cost charge charges quote discount discounts today tomorrow sunday saturday monday friday order chicken
    pizza large small buy want need send sent payment pay card cards credit invoice receipt human agent manager someone
    anyone talk speak bot worst best service never arrived broke refund food cold late open close appointment book reserve
    table tonight stock available still sell sale ship located where let know later awesome guys ok okay yes haircut phone
    cases options free gluten delivery address any do does don't can't i'm i'd i'll it's you're what's doesn't didn't`,
  other: `je tu il nous vous les des est une dans pour pas sur avec au ce qui mais ou ete merci beaucoup bonjour bonsoir
    combien salut oui ouverts etes ciao grazie questo quanto costa per sono che il gli della siete aperti buongiorno prego
    guten tag morgen ich sie haben geoffnet wie viel danke bitte und der die das ist nicht ein eine mit fur auf
    mba'eichapa aguyje nde che ndaipori allillanchu imaynalla`,
} as const

const setOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean))
const known = [
  ['es', setOf(words.es)],
  ['pt', setOf(words.pt)],
  ['en', setOf(words.en)],
  ['other', setOf(words.other)],
] as const

/** How words look: letters and endings that one language has and the others do not. */
const looks: readonly (readonly [Language, RegExp, number])[] = [
  ['es', /[ñ¿¡]/, 1.5],
  ['es', /(?:cion|ciones|ito|ita|itos|itas|illo|illa|isimo|isima|iendo|aron|ieron|abas?|aste|iste)$/, 0.7],
  ['es', /(?:^h?ue|ie[rnt]|uer|ll[aeo]|rr)/, 0.35],
  ['es', /(?:[aei]me|[aei]melo|[aei]nos)$/, 0.35],
  ['pt', /(?:ç|ã|õ|lh[aeo]|nh[aeo])/, 1.2],
  ['pt', /(?:cao|coes|oes|ao|eiro|eira|agem)$/, 0.8],
  ['en', /(?:th|wh|ck|sh|ght|ee|oo)/, 0.5],
  ['en', /(?:ing|'s|'t|'m|'d|'ll|'re|ly)$/, 0.7],
  ['other', /(?:eau|oux|eux|sch|ß|œ|zz[oi]|gli)/, 0.7],
]

/** The language of a message by its words, how they look, and its script. */
export function languageOf(tokens: readonly Token[]): Language {
  const said = tokens.filter(({ kind }) => kind === 'word')
  if (said.length === 0) return 'unknown'
  const foreign = said.filter(({ text }) => !/\p{Script=Latin}/u.test(text)).length
  if (foreign * 2 > said.length) return 'other'
  const scores: Record<string, number> = { es: tokens.some(({ text }) => /[¿¡]/.test(text)) ? 1.5 : 0, pt: 0, en: 0, other: 0 }
  for (const { text, word } of said) {
    const written = text.toLowerCase()
    for (const [language, set] of known) if (set.has(word)) scores[language] = (scores[language] ?? 0) + (word.length < 3 ? 0.6 : 1)
    for (const [language, look, weight] of looks)
      if (look.test(written) || look.test(word)) scores[language] = (scores[language] ?? 0) + weight
  }
  // Spanish first: where nothing tells them apart, a shop of these countries hears Spanish.
  const [best = 'es', score = 0] = Object.entries(scores).reduce<[string, number]>(
    (top, [name, value]) => (value > top[1] + 1e-9 ? [name, value] : top),
    ['es', 0],
  )
  return score < 0.3 ? 'unknown' : (best as Language)
}
