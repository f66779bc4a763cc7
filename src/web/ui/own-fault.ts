import { useEffect, useRef, useState } from 'react'

/**
 * For what is no form because its button stands elsewhere: whether every field inside has what it may have. Those that have
 * not say so, and the first of them is gone to.
 */
export function isFaultless(place: Element | null): boolean {
  const fields = [...(place?.querySelectorAll<HTMLInputElement>('[data-says-itself]') ?? [])]
  const wrong = fields.filter((field) => !field.checkValidity())
  wrong[0]?.focus()
  return wrong.length === 0
}

/**
 * What a field itself finds wrong with what was typed. It is said once the field is left or its form is sent, it keeps a
 * `CheckedForm` from being sent, and it goes while it is being mended. Spread `props` on the input.
 */
export function useOwnFault(fault: string | undefined) {
  const ref = useRef<HTMLInputElement>(null)
  const [isSaid, setSaid] = useState(false)
  useEffect(() => void ref.current?.setCustomValidity(fault ?? ''))
  return {
    said: isSaid ? fault : undefined,
    say: () => setSaid(true),
    hush: () => setSaid(false),
    props: { ref, 'data-says-itself': true, onInvalid: () => setSaid(true) } as const,
  }
}
