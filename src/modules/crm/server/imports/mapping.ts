import { searchable } from '#kernel/contract/text.ts'
import { readColumns, suggestColumns, type ColumnRefusal } from '#kernel/imports/columns.ts'
import { addressParts, type AddressPart } from '#crm/contract/address-text.ts'
import { ConsentChannel, ConsentPurpose } from '#crm/contract/consent.ts'
import type { Field } from '#crm/contract/field.ts'
import type { ImportMapping } from '#crm/contract/import.ts'

/** How people call the parts of an address. A title that says "of the street" is not taken for a phone. */
const addressWords: Record<AddressPart, readonly string[]> = {
  label: ['tipo de direccion', 'address type', 'tipo de endereco'],
  street: ['direccion', 'domicilio', 'calle', 'address', 'street', 'street address', 'endereco', 'rua', 'logradouro'],
  number: ['numero de calle', 'altura', 'nro', 'street number', 'house number', 'numero da rua'],
  unit: ['piso y depto', 'piso', 'depto', 'departamento', 'unit', 'apartment', 'suite', 'complemento'],
  city: ['ciudad', 'localidad', 'city', 'town', 'cidade', 'municipio'],
  state: ['provincia', 'estado', 'region', 'state', 'province'],
  postcode: ['codigo postal', 'cp', 'c p', 'zip', 'zip code', 'postal code', 'postcode', 'cep'],
  country: ['pais', 'country'],
  notes: ['indicaciones', 'indicaciones para llegar', 'como llegar', 'directions', 'como chegar', 'referencia', 'referencias'],
  coordinates: ['coordenadas', 'coordinates', 'ubicacion', 'location', 'lat long', 'latitud longitud'],
}

export const plainTargets = ['name', 'kind', 'relations', 'phone', 'email', 'instagram', 'tax_id', 'owner', 'tags', 'notes'] as const
export type PlainTarget = (typeof plainTargets)[number]
/** These may be given to several columns: first and last name, two phones. */
const repeatable: readonly string[] = ['name', 'phone', 'email', 'tax_id', 'relations', 'tags', 'notes', 'address:street']

export type MappingRefusal = ColumnRefusal | 'nothing-chosen'

/** How people call these columns in Spanish, English and Portuguese, as `searchable` writes it. */
const words: Record<PlainTarget, readonly string[]> = {
  name: [
    'nombre',
    'nombres',
    'nombre completo',
    'nombre y apellido',
    'apellido',
    'apellidos',
    'cliente',
    'contacto',
    'razon social',
    'name',
    'full name',
    'first name',
    'last name',
    'customer',
    'contact',
    'nome',
    'nome completo',
    'sobrenome',
  ],
  kind: ['tipo', 'tipo de contacto', 'kind', 'type'],
  relations: ['relacion', 'relaciones', 'vinculo', 'relation', 'relations', 'relationship', 'relacao', 'relacoes'],
  phone: [
    'telefono',
    'tel',
    'celular',
    'movil',
    'whatsapp',
    'numero',
    'telefono movil',
    'telefono celular',
    'phone',
    'phone number',
    'mobile',
    'mobile phone',
    'telefone',
    'numero de telefone',
  ],
  email: ['email', 'e-mail', 'mail', 'correo', 'correo electronico', 'email address'],
  instagram: ['instagram', 'ig', 'usuario de instagram'],
  tax_id: [
    'cuit',
    'cuil',
    'cuit cuil',
    'cuil cuit',
    'nit',
    'rfc',
    'rut',
    'cpf',
    'cnpj',
    'cpf cnpj',
    'cnpj cpf',
    'nif',
    'cif',
    'nie',
    'nif cif',
    'identificacion fiscal',
    'numero fiscal',
    'tax id',
    'tax number',
    'identificacao fiscal',
  ],
  owner: [
    'responsable',
    'vendedor',
    'vendedora',
    'encargado',
    'asignado a',
    'owner',
    'assigned to',
    'salesperson',
    'responsavel',
    'vendedor responsavel',
  ],
  tags: ['etiquetas', 'etiqueta', 'tags', 'tag', 'grupo', 'grupos', 'labels', 'marcadores'],
  notes: ['notas', 'nota', 'observaciones', 'observacion', 'comentarios', 'comentario', 'notes', 'note', 'comments', 'observacoes'],
}

/** What each column probably is, from its title. Custom fields are known by key and by label. */
export const suggest = (header: readonly string[], definitions: readonly Field[]): (string | null)[] =>
  suggestColumns(header, repeatable, (title) => targetOf(searchable(title), definitions))

function targetOf(title: string, definitions: readonly Field[]): string | null {
  if (title === '') return null
  const field = definitions.find((one) => !one.isArchived && (one.key === title || searchable(one.label) === title))
  if (field) return `field:${field.key}`
  const clean = title.replace(/[^\p{L}\p{N}-]+/gu, ' ').trim()
  const numbered = clean.replace(/ ?\d+$/, '')
  const plain = plainTargets.find((target) => words[target].includes(clean) || words[target].includes(numbered))
  if (plain) return plain
  const part = addressParts.find((one) => addressWords[one].includes(clean))
  return part ? `address:${part}` : null
}

export type Target =
  | { kind: PlainTarget }
  | { kind: 'field'; field: Field }
  | { kind: 'address'; part: AddressPart }
  | { kind: 'consent'; channel: ConsentChannel; purpose: ConsentPurpose }

/** The targets of the columns, or what is wrong with the choice. */
export function readMapping(
  mapping: ImportMapping,
  columnCount: number,
  definitions: readonly Field[],
): { targets: (Target | null)[] } | { refusal: MappingRefusal } {
  const read = readColumns(mapping.columns, columnCount, repeatable, (text) => readTarget(text, definitions))
  const names: readonly string[] = ['name', 'phone', 'email', 'instagram', 'tax_id']
  const isNamed = 'refusal' in read || read.targets.some((target) => target && names.includes(target.kind))
  return isNamed ? read : { refusal: 'nothing-chosen' }
}

function readTarget(text: string, definitions: readonly Field[]): Target | undefined {
  const plain = plainTargets.find((target) => target === text)
  if (plain) return { kind: plain }
  const [head, first = '', second = ''] = text.split(':')
  if (head === 'field') {
    const field = definitions.find((one) => one.key === first)
    return field && { kind: 'field', field }
  }
  if (head === 'address') {
    const part = addressParts.find((one) => one === first)
    return part && { kind: 'address', part }
  }
  const channel = ConsentChannel.safeParse(first)
  const purpose = ConsentPurpose.safeParse(second)
  return head === 'consent' && channel.success && purpose.success
    ? { kind: 'consent', channel: channel.data, purpose: purpose.data }
    : undefined
}
