import { writeProductFile } from '#commerce/contract/product-import-api.ts'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

type Asked = { format: 'csv' | 'xlsx'; isTemplate?: boolean }

/** Has a file written and brings it to whoever asked for it. */
export function useProductFile(): { write: (asked: Asked) => void; isWriting: boolean } {
  const { send, sending } = useSend(writeProductFile, { onProblem: (_problem, text) => void toast({ text, tone: 'bad' }) })
  const write = ({ format, isTemplate = false }: Asked): void =>
    void send({ format, isTemplate }).then(
      ({ fileUrl }) => {
        const link = document.createElement('a')
        link.href = fileUrl
        link.download = ''
        link.click()
      },
      () => {},
    )
  return { write, isWriting: sending }
}
