import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router'

/** Leads back to where somebody was before; from a page that their tab began with, to `otherwise`. */
export function useWayBack(otherwise: string): () => void {
  const { history } = useRouter()
  const navigate = useNavigate()
  const cameFromHere = useCanGoBack()
  return () => (cameFromHere ? history.back() : void navigate({ to: otherwise }))
}
