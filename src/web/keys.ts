/** A random key for one intention of a person. `crypto.randomUUID` is missing where a shop opens Yapa over plain HTTP in its own network. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
