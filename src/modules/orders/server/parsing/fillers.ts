/** What people say around an order, stems left out on purpose: these are looked up as they are typed, without accents. */
const said = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))

/** They ask for nothing and name nothing. */
export const fillers = said(`
  hola holis buenas buenos buen dia dias tarde tardes noche noches che eh ah ey bueno quiero quisiera queria querria querer queremos
  necesito necesitamos me te se le les nos mandas manda mandame mandar mandes mandarme das dame dar des haceme hace haces hacer hacen
  traes trae traeme traer traigas encargo encargame encargar anotame anota anotas agregale agrega agregame agregar sumale suma sumame
  ponele pone poneme ponen poner anadi anadile favor porfa porfi porfavor plis please gracias muchas para mi ella el nosotros llevar
  seria serian sean sea son es eso esto todo toda todos nada mas menos voy vamos a pedir pido pedimos pedido orden tambien ademas luego
  despues dale ok okey listo si bien como andan andas estan esta que cual quiza tal vez puede ser podria podrias podes puedo pueden favor
  ahora hoy mediodia ya por lo la las los el un de del al en con y o tengo tenes tienen hay ganas entonces solo solamente digamos
  igual mismo aparte gustaria llevo lleva llevame llevamos comprar compro cuanto cuesta sale vale precio tan amigo amiga genio
  quero gostaria obrigado obrigada bom boa oi want like some and the please`)

/** How something comes: said of things that are called otherwise. */
export const containers = said(`
  porcion porciones lata latas latita latitas botella botellas paquete paquetes sachet sachets bandeja bandejas unidad unidades pieza
  piezas bolsa bolsas caja cajas plato platos vaso vasos pote potes cajon maple grande`)

export const takingOut = said(
  'saca sacame sacale sacar saquen quita quitame quitale quitar borra borrame borrar elimina eliminame eliminar',
)
export const adding = said(
  'agrega agregale agregame agregar suma sumale sumame pone ponele poneme dame mandame trae traeme anota anotame quiero haceme',
)
export const swapping = said('cambia cambiame cambiale cambiar reemplaza reemplazame')
export const correcting = said('mejor perdon perdona digo corrijo corregi rectifico error')
export const joining = said('y e mas tambien ademas luego despues')

const usual =
  /\b(?:(?:quiero|dame|mandame|haceme) )?(?:lo|el|la) (?:mismo )?(?:pedido )?(?:de siempre|que siempre(?: pido)?|de la otra vez|de la ultima vez)\b|\blo mismo (?:que )?(?:la otra vez|la ultima vez|siempre|ayer)\b|\brepet(?:ime|i|ir|irme|ilo) (?:el|mi)(?: ultimo)? pedido\b|\bo (?:mesmo )?de sempre\b|\bthe usual\b/

/** Without the words that ask for what they always have, and whether they do. */
export function usualIn(text: string): { isUsual: boolean; rest: string } {
  const found = usual.exec(text)
  return found
    ? { isUsual: true, rest: `${text.slice(0, found.index)} , ${text.slice(found.index + found[0].length).replace(/^ pero\b/, '')}` }
    : { isUsual: false, rest: text }
}
