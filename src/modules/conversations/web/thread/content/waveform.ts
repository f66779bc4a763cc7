/** The shape of a recording: bars between 0 and 1, and its length. */
export type Peaks = { bars: readonly number[]; seconds: number }

export const barCount = 44
/** Decoding is for voice notes; a long recording gets a plain line. */
const mostBytes = 3_000_000

const known = new Map<string, Promise<Peaks | null>>()
let queue: Promise<unknown> = Promise.resolve()

/** Decoded one after the other, so that a thread full of voice notes does not hold up the screen. Null: cannot be told. */
export function peaksOf(url: string, sizeBytes: number | null): Promise<Peaks | null> {
  if (url === '' || sizeBytes === null || sizeBytes > mostBytes || typeof OfflineAudioContext === 'undefined') return Promise.resolve(null)
  // The address carries a signature that is made anew with every answer; the file is the same.
  const file = url.split('?')[0] ?? url
  const found = known.get(file)
  if (found) return found
  const asked = queue.then(() => decode(url)).catch(() => null)
  queue = asked
  known.set(file, asked)
  return asked
}

async function decode(url: string): Promise<Peaks> {
  const bytes = await (await fetch(url)).arrayBuffer()
  const sound = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(bytes)
  return { bars: barsOf(sound.getChannelData(0), barCount), seconds: sound.duration }
}

/** The loudness of each of so many equal parts, the loudest being 1. */
export function barsOf(samples: Float32Array, count: number): number[] {
  const size = Math.max(1, Math.floor(samples.length / count))
  const loudness = Array.from({ length: count }, (_, i) => {
    let sum = 0
    let counted = 0
    // Every eighth sample is enough for a bar of three pixels.
    for (let at = i * size; at < (i + 1) * size && at < samples.length; at += 8) {
      sum += (samples[at] ?? 0) ** 2
      counted++
    }
    return counted === 0 ? 0 : Math.sqrt(sum / counted)
  })
  const most = Math.max(...loudness, 0.001)
  return loudness.map((one) => one / most)
}

/** Bars from left to right, those that were heard in the colour of progress; without bars a line. */
export function drawWave(canvas: HTMLCanvasElement, bars: readonly number[] | null, share: number): void {
  const brush = canvas.getContext('2d')
  if (!brush) return
  const { width, height } = canvas.getBoundingClientRect()
  const sharpness = window.devicePixelRatio || 1
  canvas.width = width * sharpness
  canvas.height = height * sharpness
  brush.scale(sharpness, sharpness)
  const style = getComputedStyle(canvas)
  const [heard, rest] = [style.color, style.borderTopColor]
  const shown = bars ?? Array.from({ length: barCount }, () => 0)
  const step = width / shown.length
  for (const [i, bar] of shown.entries()) {
    const high = Math.max(bars ? 3 : 2, bar * height * 0.92)
    brush.fillStyle = (i + 0.5) / shown.length <= share ? heard : rest
    brush.beginPath()
    brush.roundRect(i * step, (height - high) / 2, Math.max(2, Math.min(3, step * 0.6)), high, 1.5)
    brush.fill()
  }
}
