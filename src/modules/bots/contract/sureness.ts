/** From here on a frequent answer may be given without asking anybody; below it is only offered to people. */
export const sureFrom = 0.62
