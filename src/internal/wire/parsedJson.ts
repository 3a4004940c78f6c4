/** Returns the JSON of a text, or `undefined` where it is none or there is no text. No JSON text means `undefined`. */
export const parsedJson = (text: string | undefined): unknown => {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
