import type { TemplateField } from '#conversations/contract/template-text.ts'
import { useT } from '#web/i18n/i18n.tsx'

/** How a variable is called on screen: `Dato 1`, `Encabezado numero`, `nombre`, `Botón Ver el menú`. */
export function useFieldWords(): (field: Pick<TemplateField, 'place' | 'name'>) => string {
  const t = useT()
  return ({ place, name }) => {
    if (place === 'button' && name === '') return t('conversations.templates.place.code')
    // A number alone says nothing.
    if (place !== 'button' && /^\d+$/.test(name)) return t(`conversations.templates.place.${place}_number`, { name })
    return t(`conversations.templates.place.${place}`, { name: name.replaceAll('_', ' ') })
  }
}
