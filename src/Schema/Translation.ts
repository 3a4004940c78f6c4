/**
 * Describes translations, which are the texts of a workflow or layout in one
 * language.
 *
 * @see https://docs.novu.co/platform/workflow/advanced-features/translations
 * @since 0.1.0
 */
import { isString } from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import {
  isTexts,
  JsonObject,
  nullishKey,
  openLiterals,
  recordOrEmpty,
  textKey,
  uncheckedTimeKey
} from "../internal/schema/schema.ts"
import { entity } from "./Entity.ts"
import { FormFile } from "./FormFile.ts"

const json = recordOrEmpty(JsonObject, {})

const ResourceType = Schema.Literals(["workflow", "layout"])

const AnyResourceType = openLiterals(["workflow", "layout"])

/** Accepts the identifier of a workflow or layout, or its slug. */
const ResourceId = Schema.String.check(
  Schema.isPattern(/^[^\s/]+$/, { expected: "the identifier of a workflow or layout" })
)

/** Accepts a language, with the region in either of the forms that Novu has had. */
const Locale = Schema.String.check(
  Schema.isPattern(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/, { expected: "a language such as \"en_US\"" })
)

/**
 * `Translations.create` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class CreateTranslation extends entity<CreateTranslation>()("CreateTranslationRequestDto", {
  /** The identifier of a workflow or layout, or its slug. */
  resourceId: ResourceId,
  resourceType: ResourceType,
  /** Such as `en_US`. Novu takes a hyphen for the underscore. */
  locale: Locale,
  /** The texts by their keys, which may be nested. */
  content: JsonObject
}) {}

/**
 * Describes the texts of a workflow or layout in one language.
 *
 * @category models
 * @since 0.1.0
 */
export class Translation extends entity<Translation>()("TranslationResponseDto", {
  resourceId: Schema.String,
  resourceType: nullishKey(AnyResourceType, isString),
  /** With an underscore today, and with a hyphen on the first servers that had translations. */
  locale: Schema.String,
  content: json,
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey
}) {}

/**
 * Says in which languages there are texts of a workflow or layout.
 *
 * @category models
 * @since 0.1.0
 */
export class TranslationGroup extends entity<TranslationGroup>()("TranslationGroupDto", {
  resourceId: Schema.String,
  resourceType: nullishKey(AnyResourceType, isString),
  resourceName: textKey,
  locales: nullishKey(Schema.Array(Schema.String), isTexts),
  /** Languages that lack keys which that of the organisation has. */
  outdatedLocales: nullishKey(Schema.Array(Schema.String), isTexts),
  createdAt: uncheckedTimeKey,
  updatedAt: uncheckedTimeKey
}) {}

/**
 * Holds all texts of one language, by the identifiers of workflows and layouts.
 *
 * @category models
 * @since 0.1.0
 */
export class MasterTranslations extends entity<MasterTranslations>()("GetMasterJsonResponseDto", {
  workflows: json,
  layouts: json
}) {}

/**
 * `Translations.retrieveMaster` asks for this.
 *
 * @category models
 * @since 0.1.0
 */
export class RetrieveMasterTranslations extends entity<RetrieveMasterTranslations>()(undefined, {
  /** @default that of the organisation */
  locale: Schema.optional(Locale)
}) {}

/** All texts of one language, as a request has them. */
const master = { workflows: Schema.optional(JsonObject), layouts: Schema.optional(JsonObject) }

/**
 * `Translations.importMaster` sends this.
 *
 * @category models
 * @since 0.1.0
 */
export class ImportMasterTranslations extends entity<ImportMasterTranslations>()("ImportMasterJsonRequestDto", {
  locale: Locale,
  masterJson: Schema.Struct(master)
}) {}

/**
 * Says what became of an import. It succeeds also where nothing was imported:
 * look at `success`, which is `true` when something was, and at `failed`.
 *
 * @category models
 * @since 0.1.0
 */
export class ImportedTranslations extends entity<ImportedTranslations>()("ImportMasterJsonResponseDto", {
  success: Schema.Boolean,
  message: textKey,
  /** The identifiers of what was imported. */
  successful: nullishKey(Schema.Array(Schema.String), isTexts),
  /** The identifiers of workflows and layouts that Novu does not know. */
  failed: nullishKey(Schema.Array(Schema.String), isTexts)
}) {}

/**
 * Is the texts of one language in an upload: an object, or the text of a JSON
 * file, which is sent as it is.
 *
 * @category models
 * @since 0.1.0
 */
export class TranslationFile extends entity<TranslationFile>()(undefined, {
  locale: Locale,
  content: Schema.Union([JsonObject, Schema.String])
}) {}

type Form = typeof FormFile.Encoded

const toFile = ({ content, locale }: TranslationFile): Form => ({
  name: `${locale.replaceAll("-", "_")}.json`,
  content: typeof content === "string" ? content : JSON.stringify(content),
  contentType: "application/json"
})

const decoder = new TextDecoder()

const fromFile = ({ content, name }: Form): TranslationFile => ({
  locale: name.replace(/\.json$/, ""),
  content: typeof content === "string" ? content : decoder.decode(content)
})

const texts = { resourceId: ResourceId, resourceType: ResourceType }

const uploadForm = Schema.Struct({ "files[]": Schema.Array(FormFile), ...texts })

/**
 * `Translations.upload` sends this: one file for each language.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UploadTranslations = uploadForm.pipe(
  Schema.decodeTo(
    Schema.Struct({ ...texts, translations: Schema.Array(TranslationFile).check(Schema.isMinLength(1)) }),
    {
      decode: SchemaGetter.transform(({ "files[]": files, ...rest }) => ({
        ...rest,
        translations: files.map(fromFile)
      })),
      encode: SchemaGetter.transform(({ translations, ...rest }) => ({ "files[]": translations.map(toFile), ...rest }))
    }
  )
)

/**
 * @category models
 * @since 0.1.0
 */
export type UploadTranslations = typeof UploadTranslations.Type

/**
 * `Translations.uploadMaster` sends this, as one file.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UploadMasterTranslations = Schema.Struct({ file: FormFile }).pipe(
  Schema.decodeTo(TranslationFile, {
    decode: SchemaGetter.transform(({ file }) => fromFile(file)),
    encode: SchemaGetter.transform((given) => ({ file: toFile(given) }))
  })
)

/**
 * @category models
 * @since 0.1.0
 */
export type UploadMasterTranslations = typeof UploadMasterTranslations.Type

/**
 * Describes how many files of an upload were taken, and what is wrong with the
 * others. `Translations.upload` says of which language each is.
 *
 * @category models
 * @since 0.1.0
 */
export class TranslationUpload extends entity<TranslationUpload>()("UploadTranslationsResponseDto", {
  totalFiles: Schema.Finite,
  successfulUploads: Schema.Finite,
  failedUploads: Schema.Finite,
  /** What is wrong, in words that name the file. */
  errors: nullishKey(Schema.Array(Schema.String), isTexts)
}) {}
