import { useEffect, useState } from 'react'

/** Whether `what` has been there for so long; another one begins anew. */
export function useIsLasting(what: unknown, milliseconds: number): boolean {
  const [isLasting, setLasting] = useState(false)
  useEffect(() => {
    if (!what) return
    const timer = setTimeout(() => setLasting(true), milliseconds)
    return () => {
      clearTimeout(timer)
      setLasting(false)
    }
  }, [what, milliseconds])
  return isLasting
}
