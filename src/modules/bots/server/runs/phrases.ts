/** What a bot says of itself when nobody wrote something better, in the language of the customer as far as it is known. */
const es = {
  not_choice: 'No te entendí. Elegí una de las opciones, o escribí "persona" si querés hablar con alguien.',
  not_number: 'Necesito un número. Por ejemplo: 2, o dos y medio.',
  out_of_range: 'Ese número no lo puedo tomar. ¿Lo revisás?',
  not_phone: 'No parece un teléfono. Escribilo con la característica, por ejemplo 351 555 0142.',
  not_email: 'No parece un correo. Por ejemplo: nombre@correo.com',
  not_date: 'No pude leer la fecha. Escribila así: 25/12, o "el viernes".',
  not_place: 'Mandame tu ubicación con el clip, o escribí la calle y el número.',
  not_file: 'Necesito que me mandes una foto o un archivo.',
  no_words: '¿Me lo escribís con palabras?',
  voice: 'No puedo escuchar audios. ¿Me lo escribís, por favor?',
  fallback: 'No te estoy entendiendo, así que te paso con una persona.',
  hand_off: 'Te paso con una persona del equipo. Ya tiene todo lo que me contaste.',
  calm: 'Entiendo. Te paso con una persona para que lo vea ahora mismo.',
  away: 'Ahora no hay nadie para atenderte. Dejé tu mensaje y te respondemos apenas volvamos.',
  away_hours: 'Ahora no hay nadie para atenderte. Nuestro horario es {{openingHours}}. Dejé tu mensaje y te respondemos apenas abramos.',
  list: 'Ver opciones',
  choose: 'Respondé con el número:',
}
export type Phrase = keyof typeof es

const pt: Record<Phrase, string> = {
  not_choice: 'Não entendi. Escolha uma das opções ou escreva "pessoa" se quiser falar com alguém.',
  not_number: 'Preciso de um número. Por exemplo: 2.',
  out_of_range: 'Não posso usar esse número. Pode conferir?',
  not_phone: 'Não parece um telefone. Escreva com o DDD.',
  not_email: 'Não parece um e-mail. Por exemplo: nome@email.com',
  not_date: 'Não consegui ler a data. Escreva assim: 25/12.',
  not_place: 'Envie sua localização pelo clipe ou escreva a rua e o número.',
  not_file: 'Preciso que você envie uma foto ou um arquivo.',
  no_words: 'Pode escrever com palavras?',
  voice: 'Não consigo ouvir áudios. Pode escrever, por favor?',
  fallback: 'Não estou entendendo, então vou passar você para uma pessoa.',
  hand_off: 'Vou passar você para uma pessoa da equipe. Ela já tem tudo o que você me contou.',
  calm: 'Entendo. Vou passar você para uma pessoa agora mesmo.',
  away: 'Agora não há ninguém para atender. Deixei sua mensagem e respondemos assim que voltarmos.',
  away_hours: 'Agora não há ninguém para atender. Nosso horário é {{openingHours}}. Deixei sua mensagem e respondemos assim que abrirmos.',
  list: 'Ver opções',
  choose: 'Responda com o número:',
}

const en: Record<Phrase, string> = {
  not_choice: 'I did not get that. Choose one of the options, or write "person" to talk to somebody.',
  not_number: 'I need a number, for example 2.',
  out_of_range: 'I cannot take that number. Could you check it?',
  not_phone: 'That does not look like a phone number. Please write it with its area code.',
  not_email: 'That does not look like an e-mail address, like name@mail.com',
  not_date: 'I could not read the date. Write it like this: 25/12.',
  not_place: 'Send me your location, or write the street and number.',
  not_file: 'I need you to send me a photo or a file.',
  no_words: 'Could you put it in words?',
  voice: 'I cannot listen to voice notes. Could you write it, please?',
  fallback: 'I am not understanding you, so I am getting a person for you.',
  hand_off: 'I am getting a person of the team for you. They already have everything you told me.',
  calm: 'I understand. I am getting a person for you right now.',
  away: 'Nobody is here right now. I left your message and we will answer as soon as we are back.',
  away_hours: 'Nobody is here right now. Our hours are {{openingHours}}. I left your message and we will answer as soon as we open.',
  list: 'See options',
  choose: 'Answer with the number:',
}

const byLanguage: Readonly<Record<string, Record<Phrase, string>>> = { es, pt, en }

/** `language`: the customer's, when known; then the shop's. */
export const phrase = (name: Phrase, language: string | null, locale: string): string =>
  (byLanguage[language ?? ''] ?? byLanguage[locale.slice(0, 2)] ?? es)[name]
