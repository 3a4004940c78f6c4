/** A text with its percent-encoding undone, or as it is where it has none that can be. */
export const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
