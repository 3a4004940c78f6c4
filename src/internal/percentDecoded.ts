/** Undoes the percent-encoding of a text. Returns the text as it is where the encoding is malformed. */
export const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
