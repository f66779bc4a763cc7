import { useState } from 'react'

/**
 * The secret of a link stands behind the `#`: browsers do not send that part to any server, so it is in no log and in no
 * Referer. It is taken out of the address at once, so that it does not stay in the history either.
 */
export function useLinkToken(): string {
  const [token] = useState(() => location.hash.slice(1))
  if (location.hash) history.replaceState(history.state, '', location.pathname + location.search)
  return token
}
