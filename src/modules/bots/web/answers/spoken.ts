import type { T } from '#web/i18n/i18n.tsx'

/** A text with its variables as people call them: `[nombre del cliente]` instead of braces. */
export const spoken = (text: string, t: T): string =>
  text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
    t.has(`bots.variable.${name}`) ? `[${t(`bots.variable.${name}`).toLowerCase()}]` : whole,
  )
