/** What somebody says: words, or a file with words under it. */
export type Said = {
  type: 'chat' | 'image' | 'ptt' | 'audio' | 'video' | 'document' | 'sticker' | 'location' | 'vcard'
  text?: string | undefined
  /** Of files, base64. */
  base64?: string | undefined
  /** The media comes as a data URI, as newer versions do. */
  mimeType?: string | undefined
  location?: string | undefined
}

type Who = { phone: string; name?: string; savedName?: string; groupId?: string }

/** The variables that a user may put into the body of the webhook. */
export function variablesOf(said: Said & Who, { id, at }: { id: string; at: number }) {
  const file = said.base64 === undefined ? '' : said.mimeType ? `data:${said.mimeType};base64,${said.base64}` : said.base64
  return {
    m_id: id,
    m_type: said.type,
    m_datetime: new Date(at).toISOString(),
    m_timestamp: String(Math.floor(at / 1000)),
    m_user: `${said.phone}@c.us`,
    m_phone: said.phone,
    m_content: file || (said.text ?? ''),
    m_text: said.text ?? '',
    m_cname: said.savedName ?? '',
    m_uname: said.name ?? '',
    m_gname: '',
    m_gid: said.groupId ?? '',
    m_platform: 'android',
    m_location: said.location ?? '',
  }
}

const usual = JSON.stringify({
  id: '{m_id}',
  type: '{m_type}',
  user: '{m_user}',
  phone: '{m_phone}',
  content: '{m_content}',
  name: '{m_uname}',
})

/** The text that is posted: every `{variable}` by its value, written so that it stays inside its quotes. */
export const fill = (template: string, variables: Readonly<Record<string, string>>): string =>
  (template || usual).replaceAll(/\{([mcw]_[a-z]+)\}/g, (whole, name: string) => {
    const value = variables[name]
    return value === undefined ? whole : JSON.stringify(value).slice(1, -1)
  })
