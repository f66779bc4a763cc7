import { useEffect, useRef, useState } from 'react'

/**
 * What a field itself finds wrong with what was typed. It is said once the field is left or its form is sent, it keeps a
 * `CheckedForm` from being sent, and it goes while it is being mended. Spread `props` on the input.
 */
export function useOwnFault(fault: string | undefined) {
  const ref = useRef<HTMLInputElement>(null)
  const [isSaid, setSaid] = useState(false)
  useEffect(() => ref.current?.setCustomValidity(fault ?? ''))
  return {
    said: isSaid ? fault : undefined,
    say: () => setSaid(true),
    hush: () => setSaid(false),
    props: { ref, 'data-says-itself': true, onInvalid: () => setSaid(true) } as const,
  }
}
