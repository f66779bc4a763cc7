import { ColorInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { brandColors } from '#identity/contract/places.ts'
import { completedColor, isColor } from '#identity/web/brands/color-text.ts'
import { useT } from '#web/i18n/i18n.tsx'
import '#web/ui/mantine-forms-css.ts'

type BrandColorInputProps = { label: string; error?: ReactNode; disabled?: boolean; value?: string; onChange?: (color: string) => void }

/** One colour, from good ones to begin with or any other. What is none stays as it was typed, and the form says so. */
export function BrandColorInput({ value = '', onChange, ...rest }: BrandColorInputProps) {
  const t = useT()
  return (
    <ColorInput
      {...rest}
      ref={(input) => input?.setCustomValidity(value === '' || isColor(value) ? '' : t('identity.fields.color_shape'))}
      format="hex"
      size="sm"
      swatches={[...brandColors]}
      swatchesPerRow={12}
      withEyeDropper={false}
      required
      withAsterisk={false}
      fixOnBlur={false}
      value={value}
      // Below it stand what is wrong and how the colour looks.
      popoverProps={{ position: 'top-start' }}
      // Three digits may be the beginning of six.
      onChange={(color) => onChange?.(color.length < 6 ? color.toLowerCase() : completedColor(color))}
      onBlur={() => onChange?.(completedColor(value))}
    />
  )
}
