import type { RfmSegment } from '#orders/contract/rfm.ts'
import type { Tone } from '#web/ui/marks.tsx'

const tones: Partial<Record<RfmSegment, Tone>> = {
  champions: 'ok',
  loyal: 'ok',
  new: 'info',
  promising: 'info',
  'cant-lose': 'bad',
  'at-risk': 'bad',
  'needs-attention': 'warn',
  'about-to-sleep': 'warn',
}

export const segmentTone = (segment: RfmSegment): Tone => tones[segment] ?? 'plain'
