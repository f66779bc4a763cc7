/** The part of the browser's own reader of codes that is used (Shape Detection API); not every browser has it. */
type Detector = { detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
type DetectorType = { new (options: { formats: readonly string[] }): Detector; getSupportedFormats: () => Promise<string[]> }

const wanted = ['ean_13', 'ean_8', 'upc_a', 'code_128', 'code_39', 'itf', 'qr_code']
const everyMs = 120

export type CameraTrouble = 'unsupported' | 'refused' | 'missing'

/** A reader of this browser, or `null` where it has none for codes of packages. */
export async function makeDetector(): Promise<Detector | null> {
  const type = (globalThis as { BarcodeDetector?: DetectorType }).BarcodeDetector
  if (!type) return null
  const formats = (await type.getSupportedFormats().catch(() => [])).filter((one) => wanted.includes(one))
  return formats.includes('ean_13') ? new type({ formats }) : null
}

/** Looks through the camera at the back until it is stopped. Each code is told once while it is in sight. */
export async function watch(
  video: HTMLVideoElement,
  onCode: (code: string) => void,
): Promise<{ stop: () => void } | { trouble: CameraTrouble }> {
  const detector = await makeDetector()
  if (!detector || !navigator.mediaDevices) return { trouble: 'unsupported' }
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false })
  } catch (error) {
    return { trouble: error instanceof DOMException && error.name === 'NotFoundError' ? 'missing' : 'refused' }
  }
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const sight = makeSight()
  video.srcObject = stream
  await video.play().catch(() => {})
  const look = async () => {
    const codes = await detector.detect(video).catch(() => [])
    if (isOver) return
    for (const code of sight(codes.map(({ rawValue }) => rawValue))) onCode(code)
    timer = setTimeout(() => void look(), everyMs)
  }
  void look()
  const stop = () => {
    isOver = true
    clearTimeout(timer)
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
  return { stop }
}

/** Looks that may miss a code that is still there: a hand shakes. */
const patience = 8

/** Codes that came into sight with this look. The same package is counted again only when it was away in between. */
export function makeSight(): (codes: readonly string[]) => string[] {
  const missedByCode = new Map<string, number>()
  return (codes) => {
    const seen = [...new Set(codes)]
    const fresh = seen.filter((code) => !missedByCode.has(code))
    for (const [code, missed] of missedByCode) {
      if (seen.includes(code)) continue
      if (missed >= patience) missedByCode.delete(code)
      else missedByCode.set(code, missed + 1)
    }
    for (const code of seen) missedByCode.set(code, 0)
    return fresh
  }
}
