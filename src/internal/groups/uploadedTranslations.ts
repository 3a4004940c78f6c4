import type { TranslationUpload, UploadTranslations } from "../../Schema/Translation.ts"

/** Repeats `UploadedTranslations` of `Translations`, which stands above this room. */
interface Uploaded {
  readonly uploaded: number
  readonly failed: ReadonlyArray<{ readonly locale: string; readonly message: string }>
  readonly unmatched: ReadonlyArray<string>
}

/** Says of which language each complaint is. Novu names the file in its words, and nothing else. */
export const uploadedTranslations = (
  { errors = [], successfulUploads }: TranslationUpload,
  { translations }: UploadTranslations
): Uploaded => {
  const found = errors.map((message) => ({
    message,
    locale: translations.find(({ locale }) => message.includes(`${locale.replaceAll("-", "_")}.json`))?.locale
  }))
  return {
    uploaded: successfulUploads,
    failed: found.flatMap(({ locale, message }) => locale === undefined ? [] : [{ locale, message }]),
    unmatched: found.flatMap(({ locale, message }) => locale === undefined ? [message] : [])
  }
}
