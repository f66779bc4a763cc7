/** Where Yapa's businesses and their customers mostly are. */
const usual = 'AR BO BR CL CO CR DO EC ES GT HN MX NI PA PE PR PY SV US UY VE'.split(' ')

/** Choices of a country by its name in the page's language; `also` is kept when it is none of the usual ones. */
export function countryChoices(also?: string | null): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(document.documentElement.lang || 'es', { type: 'region' })
  const codes = also && !usual.includes(also) ? [...usual, also] : usual
  return codes.map((value) => ({ value, label: names.of(value) ?? value }))
}
