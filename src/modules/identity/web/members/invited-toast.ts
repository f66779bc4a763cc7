import { useNavigate } from '@tanstack/react-router'
import type { SentInvitation } from '#identity/contract/invitation.ts'
import { canReadMail } from '#kernel/mail/contract.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'

/** Says that an invitation is on its way or, where no mail server takes it there, who has to hand on its link. */
export function useInvitedToast(): (sent: SentInvitation) => void {
  const t = useT()
  const may = useMay()
  const navigate = useNavigate()
  return ({ email, hasMailServer }) => {
    if (hasMailServer) return void toast({ text: t('identity.members.invited', { email }) })
    if (!may(canReadMail)) return void toast({ text: t('identity.members.invited_ask_owner', { email }), stay: false })
    const action = { label: t('identity.members.see_link'), run: () => void navigate({ to: '/ajustes/correo-de-salida' }) }
    void toast({ text: t('identity.members.invited_by_hand', { email }), action, stay: false })
  }
}
