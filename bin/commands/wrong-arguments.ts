/** What is wrong with the options of a command, in words; undefined for a failure that has nothing to do with them. */
export function describeWrong(error: unknown): string | undefined {
  const { code, message } = error as { code?: string; message?: string }
  if (!code?.startsWith('ERR_PARSE_ARGS')) return undefined
  const what = /'([^']+)'/.exec(message ?? '')?.[1]?.replace(/ <value>$/, '') ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `No existe la opción ${what}.`
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `Sobra «${what}».`
  return message?.includes('does not take') ? `${what} va sin valor.` : `Falta el valor de ${what}.`
}
