/** What the extension is told to send, with its own variables between braces; the names on the left are ours to choose. */
export const bodyTemplate = (key: string): string =>
  JSON.stringify(
    {
      id: '{m_id}',
      type: '{m_type}',
      timestamp: '{m_timestamp}',
      phone: '{m_phone}',
      user: '{m_user}',
      content: '{m_content}',
      text: '{m_text}',
      name: '{m_cname}',
      name2: '{m_uname}',
      group: '{m_gid}',
      location: '{m_location}',
      APIKEY: key,
    },
    null,
    2,
  )
