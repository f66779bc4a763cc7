/**
 * How words weigh, -1 to 1, written without accents. A word ending in `*` stands for all that begin so. Words that are only
 * polite or only greet weigh nothing and are kept from those that do (`neutral`).
 */
const graded: Readonly<Record<string, string>> = {
  '0.9': `excelent* espectacular* maravill* increible* fantastic* perfect* impecable* buenisim* riquisim* hermosisim* lindisim*
    geniales recomendadisim* amo adoro awesome amazing excellent wonderful perfeito perfeita maravilhos* otim*`,
  '0.7': `genial* hermos* precios[oa]s? bello bella bellisim* encant* feliz felices felicito felicitaciones felicidades estupend*
    barbaro bacan* chever* chevere bkn bacano chido crack genia genio capo capa copad* joya mundial rico rica ricos ricas
    delicios* sabros* exquisit* recomiendo recomendad* recomendable conforme satisfech* salvaron salvaste love great lovely
    delicious lindo linda lindos lindas adorei amei gostoso gostosa`,
  '0.5': `bueno_a buena_a amable* amabilidad atent[oa]s? contenta contento contentos alegr* gusto_p gusta gusto agradecid* agradezco
    rapido_p rapidisim* funciono anduvo sirvio mejor_p nice happy good_p legal bacana joia top super_p obrigadissim*`,
  '0.4': `gracias graciass graciela_p thanks thank obrigado obrigada valeu agradecido`,
  '0.25': `bien_p linda_p reina_p hermosa_p querid* vidita corazon`,
  '-0.25': `lastima caro cara caros carisim* lento lenta demora demorado demoran tarde_n perdon_n error equivocad* raro confund* confuso
    triste bajon salado salada late_n`,
  '-0.45': `mal malo mala malos malas falta_n falto faltaron faltan problema problemas queja quejas reclamo reclame reclamos fallado
    fallada falla fallas roto rota rotos rompio rompieron quemad* frio_n fria_n frios crudo cruda cansad* canse molest* decepcion*
    injust* tarde_m sucio sucia feo fea feos devolucion reembolso denuncia denunciar quebrado errado errada estragado refund broke broken
    cold_n wrong chafa fome penca trucho trucha pincho pincha tapado demasiad_n lentitud`,
  '-0.7': `pesim* horrible* horror espantos* terrible* asco asqueros* nefast* verguenza vergonzos* estaf* mentir* ladron* chanta* chantas
    desastr* inutil* basura porqueria mierda puta puto carajo pinche culero maldit* imbecil idiota* estupid* tarad* boludo_n pelotud*
    forr[oa]s? incomible inaceptable insoportable grosero groseros maleducad* exijo hart[oa]s? indignad* indignante furios* odio odia
    worst terrible awful horrible scam useless rude angry pessimo pessima ruim horrivel golpe_n vergonha mamadera wea_n`,
}

type Graded = { exact: ReadonlyMap<string, number>; beginnings: readonly (readonly [string, number])[] }

/** Names with `_` are words that weigh only inside of phrases below; `[oa]s?` stands for the four endings. */
function weigh(): Graded {
  const exact = new Map<string, number>()
  const beginnings: [string, number][] = []
  for (const [weight, words] of Object.entries(graded))
    for (const written of words.split(/\s+/)) {
      if (written === '' || written.includes('_')) continue
      for (const word of written.includes('[oa]s?') ? ['o', 'a', 'os', 'as'].map((end) => written.replace('[oa]s?', end)) : [written])
        if (word.endsWith('*')) beginnings.push([word.slice(0, -1), Number(weight)])
        else exact.set(word, Number(weight))
    }
  return { exact, beginnings }
}
const { exact, beginnings } = weigh()

export const weightOf = (word: string): number | undefined =>
  exact.get(word) ?? (word.length < 4 ? undefined : beginnings.find(([beginning]) => word.startsWith(beginning))?.[1])

/** Several words that weigh together; `#` is a number. They come before single words. `isFailure`: something went wrong, by fact. */
export type Phrase = { of: RegExp; weight: number; isFailure?: true }

export const phrases: readonly Phrase[] = [
  // Neither good nor bad.
  {
    of: /^(?:(?:muy )?buen(?:os|as)? (?:dia|dias|tarde|tardes|noche|noches|gente)|que tal|boa (?:tarde|noite)|bom dia|good (?:morning|afternoon|evening|night))/,
    weight: 0,
  },
  {
    of: /^(?:por favor|porfa|mas (?:barato|caro|tarde)|de (?:buena|mala) calidad|buenas?|tarde|la noche|feliz (?:navidad|dia))/,
    weight: 0,
  },
  { of: /^(?:sin|ningun) (?:problemas?|falta|interes)/, weight: 0 },
  { of: /^no (?:hay|te) (?:problema|preocupes|hagas problema)/, weight: 0.2 },
  // Good.
  { of: /^(?:son|sos|eres|es) (?:lo mas|un crack|una? geni[oa]s?|l[oa]s? mejor(?:es)?|muy buenos?)/, weight: 0.8 },
  {
    of: /^(?:de diez|un diez|muy padre|que (?:chimba|padre|copado|chevere|lindo|rico|bueno)|un lujo|a full|me encanto|bien ahi)/,
    weight: 0.7,
  },
  {
    of: /^(?:muy bien|todo (?:bien|perfecto|excelente)|muy buen(?:o|a|os|as)?|llego (?:altiro|rapido|antes|perfecto)|como siempre)/,
    weight: 0.4,
  },
  {
    of: /^(?:quedo|quede|salio|esta|estaba|estuvo|anda|funciona) (?:muy |re |super |todo )?(?:bien|buen[oa]|lind[oa]|genial)/,
    weight: 0.6,
  },
  { of: /^(?:lindo|buen|excelente|hermoso) (?:dia|finde|fin de semana|trabajo)/, weight: 0.5 },
  { of: /^(?:espero que (?:esten|este|estes) (?:muy )?bien|tanto tiempo|feliz (?:cumpleaños|cumple|año))/, weight: 0.5 },
  { of: /^(?:mil|muchas|muchisimas) gracias/, weight: 0.55 },
  // Bad, by fact: what did not come, does not work, is missing or was charged wrongly.
  { of: /^gracias por nada/, weight: -0.8, isFailure: true },
  {
    of: /^(?:no|nunca|nunka|ni|jamas|sigue sin|siguen sin|todavia no|aun no) (?:me |te |le |nos |les |lo |la |se )*(?:ha |han )?(?:lleg|vin|contest|respond|atend|atiend|entreg|avis|anda|andan|sirv|funcion|prend|carg|enciend|arranc|mandaron|vuelvo|duro|solucion)[a-z]*(?: nada| mas)?/,
    weight: -0.6,
    isFailure: true,
  },
  {
    of: /^(?:nadie|nunca|ninguno) (?:me |nos |les )?(?:contesta|responde|atiende|atendio|contesto|respondio|viene|vino|avisa|aviso|tienen)/,
    weight: -0.6,
    isFailure: true,
  },
  {
    of: /^(?:ni siquiera|hasta cuando|otra vez (?:mal|sin|me|lo)|de nuevo (?:mal|sin)|siempre lo mismo|en visto|nada que ver|cualquier cosa|mala onda|mal estado|no sirve|no anda|que (?:asco|mal|lentitud|falta))/,
    weight: -0.6,
    isFailure: true,
  },
  {
    of: /^(?:falta de respeto|perder (?:el tiempo|la tarde|la mañana|el dia)|de mas|dos veces|tres veces|lo que no ped[a-z]+|olor feo|un pelo)/,
    weight: -0.5,
    isFailure: true,
  },
  {
    of: /^(?:hace|llevo|llevamos|toda) (?:# |como |mas de |una |dos |tres |la |el )*(?:hora|horas|dia|dias|semanas?|mes|meses|mañana|tarde|manana)(?: que)? (?:espero|esperando|esperamos|y nada)/,
    weight: -0.6,
    isFailure: true,
  },
  { of: /^(?:tres|dos|cuatro|#) horas? (?:para|de retraso|tarde|esperando|y nada)/, weight: -0.5, isFailure: true },
  { of: /^(?:sigo|seguimos|estoy|llevo) (?:esperando|esperand)/, weight: -0.45, isFailure: true },
  {
    of: /^(?:vino|llego|llegaron|vinieron|estaba|estaban|vinieron) (?:todo |toda |re |muy |super )?(?:frio|fria|frios|crudo|cruda|roto|rota|mal|mala|malo|tarde|incompleto|sin|quemado|fallado|golpeado)/,
    weight: -0.6,
    isFailure: true,
  },
  {
    of: /^(?:vino|llego|entregaron|mandaron|dejaron) (?:el pelo |un |una |otro |otra )+(?:quemado|horrible|modelo|distint[oa]|equivocad[oa])/,
    weight: -0.45,
    isFailure: true,
  },
  { of: /^(?:me )?(?:cobraron|pusieron|trataron|trato|hicieron) (?:de mas|dos veces|doble|mal)/, weight: -0.6, isFailure: true },
  { of: /^(?:me )?rechaza|^no (?:puedo|pude|me deja|entiendo)/, weight: -0.3 },
  {
    of: /^no (?:gracias|quiero (?:mas|recibir)|me (?:interesa|escriban|molesten|gusto|gusta|convence)|me escriban|voy a poder)/,
    weight: -0.35,
  },
  { of: /^(?:ya )?no (?:me )?interesa/, weight: -0.3 },
  { of: /^(?:muy|re|super|tan|esta|estan|bien) (?:caro|cara|caros|caras|carisim[oa])/, weight: -0.45 },
  { of: /^(?:no quiero (?:un |una |el |la )?(?:menu|robot|bot|maquina)|por que subio|subio tanto)/, weight: -0.4 },
  {
    of: /^(?:quiero|exijo|devuelvan|quero) (?:mi|la|meu|el) (?:plata|dinero|devolucion|reembolso|dinheiro)/,
    weight: -0.6,
    isFailure: true,
  },
  {
    of: /^(?:never (?:arrived|came)|ate agora (?:nao|nada)|parou de|nao (?:chegou|funciona|presta)|doesn't work|not working)/,
    weight: -0.6,
    isFailure: true,
  },
]

export const negations: ReadonlySet<string> = new Set([
  'no',
  'nunca',
  'jamas',
  'ni',
  'tampoco',
  'sin',
  'nada',
  'nao',
  'nem',
  'not',
  "don't",
  "didn't",
  "isn't",
  "wasn't",
  "can't",
  'never',
  'ningun',
  'ninguna',
])

/** What comes right before a word and makes it more or less. */
export const degrees: ReadonlyMap<string, number> = new Map([
  ['muy', 1.3],
  ['re', 1.3],
  ['super', 1.35],
  ['tan', 1.2],
  ['demasiado', 1.3],
  ['mega', 1.35],
  ['ultra', 1.3],
  ['bien', 1.1],
  ['todo', 1.05],
  ['bastante', 1.1],
  ['totalmente', 1.3],
  ['poco', 0.5],
  ['algo', 0.6],
  ['medio', 0.6],
  ['muito', 1.3],
  ['very', 1.3],
  ['so', 1.2],
  ['too', 1.2],
  ['really', 1.2],
])

export const signs: ReadonlyMap<string, number> = new Map([
  ...[...'😍🥰😘🤩❤💕💖💗💚💙🧡💛💜🥳🎉'].map((sign) => [sign, 0.6] as const),
  ...[...'😊☺🙂😀😃😄😁😆😂🤣😋😎🤗👏🙌💪✨🔥💯⭐🌟👌🤤'].map((sign) => [sign, 0.4] as const),
  ...[...'🙏👍😉'].map((sign) => [sign, 0.15] as const),
  ...[...'😕😟🙁☹😐😑😒😓😥😞😔😪🤔'].map((sign) => [sign, -0.3] as const),
  ...[...'😢😭😩😫😖😣👎💔🤦😱😤'].map((sign) => [sign, -0.45] as const),
  ...[...'😡😠🤬🤮🤢💩🖕👿'].map((sign) => [sign, -0.75] as const),
])

/** They say that the good words around them are not meant. */
export const ironies: ReadonlySet<string> = new Set(['🙄', '🙃', '😒', '🤡', '😏'])
