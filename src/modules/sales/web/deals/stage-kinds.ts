import type { Stage, StageColor, StageKind } from '#sales/contract/pipeline.ts'

export type { Stage }

/** The contract says the same; its schemas are not worth their weight here. */
export const isClosing = (kind: StageKind): boolean => kind === 'won' || kind === 'lost'

/** In degrees; grey has none and takes the paper's. */
export const hueOfStage: Record<StageColor, number | undefined> = {
  blue: 250,
  violet: 295,
  amber: 75,
  orange: 45,
  green: 152,
  red: 25,
  teal: 195,
  pink: 350,
  gray: undefined,
}
