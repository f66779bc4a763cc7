import { ColorInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { brandColors } from '#identity/contract/places.ts'
import '#web/ui/mantine-forms-css.ts'

type BrandColorInputProps = { label: string; error?: ReactNode; disabled?: boolean; value?: string; onChange?: (color: string) => void }

/** One colour, from good ones to begin with or any other. */
export const BrandColorInput = ({ value, onChange, ...rest }: BrandColorInputProps) => (
  <ColorInput
    {...rest}
    format="hex"
    size="sm"
    swatches={[...brandColors]}
    swatchesPerRow={12}
    withEyeDropper={false}
    required
    withAsterisk={false}
    value={value ?? ''}
    onChange={(color) => onChange?.(color.toLowerCase())}
  />
)
