/**
 * Keep the texts of workflows and layouts in several languages.
 *
 * Translations are a part of Novu's paid plans: elsewhere each call fails with
 * `PaymentRequired`, or, on servers without them, with `NotFound`, each with its
 * `gate`.
 *
 * @see https://docs.novu.co/api-reference/translations
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import type { NovuError } from "../Errors/NovuError.ts"
import { fromHere } from "../internal/call/callSite.ts"
import { goneIsDone } from "../internal/groups/goneIsDone.ts"
import { uploadedTranslations } from "../internal/groups/uploadedTranslations.ts"
import {
  CreateTranslation,
  ImportedTranslations,
  ImportMasterTranslations,
  MasterTranslations,
  RetrieveMasterTranslations,
  Translation,
  TranslationGroup,
  TranslationUpload,
  UploadMasterTranslations,
  UploadTranslations
} from "../Schema/Translation.ts"
import { formBody } from "../Transport/FormBody.ts"
import * as Group from "../Transport/Group.ts"
import type { NovuResponse } from "../Transport/NovuResponse.ts"
import * as Operation from "../Transport/Operation.ts"
import type { RequestOptions } from "../Transport/RequestOptions.ts"

const path = "/v2/translations"

const create = Operation.make({
  name: "Translations.create",
  method: "POST",
  path,
  payload: CreateTranslation,
  success: Translation,
  // The texts of a language are replaced whole, so a repeated request changes nothing.
  repeat: "idempotent"
})

const retrieve = Operation.make({
  name: "Translations.retrieve",
  method: "GET",
  path: `${path}/{resourceType}/{resourceId}/{locale}`,
  success: Translation
})

const remove = Operation.make({
  name: "Translations.delete",
  method: "DELETE",
  path: `${path}/{resourceType}/{resourceId}/{locale}`,
  reconcile: goneIsDone
})

const retrieveGroup = Operation.make({
  name: "Translations.retrieveGroup",
  method: "GET",
  path: `${path}/group/{resourceType}/{resourceId}`,
  success: TranslationGroup
})

const deleteGroup = Operation.make({
  name: "Translations.deleteGroup",
  method: "DELETE",
  path: `${path}/{resourceType}/{resourceId}`,
  reconcile: goneIsDone
})

const retrieveMaster = Operation.make({
  name: "Translations.retrieveMaster",
  method: "GET",
  path: `${path}/master-json`,
  query: RetrieveMasterTranslations,
  success: MasterTranslations
})

const importMaster = Operation.make({
  name: "Translations.importMaster",
  method: "POST",
  path: `${path}/master-json`,
  payload: ImportMasterTranslations,
  success: ImportedTranslations,
  // It replaces the texts of a language.
  repeat: "idempotent"
})

const uploadMaster = Operation.make({
  name: "Translations.uploadMaster",
  method: "POST",
  path: `${path}/master-json/upload`,
  payload: UploadMasterTranslations,
  body: formBody,
  success: ImportedTranslations,
  // It replaces the texts of a language.
  repeat: "idempotent"
})

const upload = Operation.make({
  name: "Translations.upload",
  method: "POST",
  path: `${path}/upload`,
  payload: UploadTranslations,
  body: formBody,
  success: TranslationUpload,
  // It replaces the texts of a language.
  repeat: "idempotent"
})

/**
 * Says what became of the files of an upload.
 *
 * @category models
 * @since 0.1.0
 */
export interface UploadedTranslations {
  /** How many languages were stored. */
  readonly uploaded: number
  /** The languages that were not stored, and why. */
  readonly failed: ReadonlyArray<{ readonly locale: string; readonly message: string }>
  /** What Novu says of files that it does not name as they were sent. */
  readonly unmatched: ReadonlyArray<string>
}

const uploadMethod = (call: Operation.Call) =>
  fromHere((
    payload: UploadTranslations,
    options?: RequestOptions
  ): Effect.Effect<NovuResponse<UploadedTranslations>, NovuError> =>
    Effect.map(
      call(upload, { payload }, options),
      ({ headers, result }) => ({ headers, result: uploadedTranslations(result, payload) })
    )
  )

/**
 * Writes, reads and deletes translations, one by one, by files, and all of a
 * language at once.
 *
 * @category services
 * @since 0.1.0
 */
export class Translations extends Group.Service<Translations>()("Translations", {
  /**
   * Stores the texts of a workflow or layout in one language, in place of those
   * that were there. Fails with `NotFound` when there is no such resource.
   *
   * **Gotchas**
   *
   * - Keys that are not given again are gone.
   */
  create: Group.method(create, (payload: CreateTranslation) => ({ payload })),

  /** Fails with `NotFound` when there are no texts in this language. */
  retrieve: Group.method(
    retrieve,
    (resourceType: string, resourceId: string, locale: string) => ({ params: { resourceType, resourceId, locale } })
  ),

  /**
   * Deletes the texts in one language. Fails with `NotFound` when there are
   * none, unless an earlier attempt of this call may have deleted them.
   */
  delete: Group.method(
    remove,
    (resourceType: string, resourceId: string, locale: string) => ({ params: { resourceType, resourceId, locale } })
  ),

  /** Tells in which languages there are texts. Fails with `NotFound` when there are none in any. */
  retrieveGroup: Group.method(
    retrieveGroup,
    (resourceType: string, resourceId: string) => ({ params: { resourceType, resourceId } })
  ),

  /**
   * Deletes the texts of a workflow or layout in all languages. Fails with
   * `NotFound` as `delete` does.
   */
  deleteGroup: Group.method(
    deleteGroup,
    (resourceType: string, resourceId: string) => ({ params: { resourceType, resourceId } })
  ),

  /** Returns all texts of one language. */
  retrieveMaster: Group.method(retrieveMaster, (query?: RetrieveMasterTranslations) => ({ query })),

  /**
   * Stores all texts of one language, by the identifiers of workflows and
   * layouts.
   *
   * **Gotchas**
   *
   * - It succeeds where Novu knows only some of them, or none: look at `success`
   *   and `failed`.
   */
  importMaster: Group.method(importMaster, (payload: ImportMasterTranslations) => ({ payload })),

  /**
   * Does what `importMaster` does, by a file, which may be larger than a request
   * of JSON.
   *
   * **Gotchas**
   *
   * - Never use an idempotency key for another upload: Novu does not look at
   *   files when it compares requests, and would answer as to the first.
   */
  uploadMaster: Group.method(uploadMaster, (payload: UploadMasterTranslations) => ({ payload })),

  /**
   * Stores the texts of a workflow or layout in several languages, by a file for
   * each. Tells which were not stored, and why.
   *
   * **Gotchas**
   *
   * - It succeeds also where some of the files are no JSON: look at `failed`.
   * - Never use an idempotency key for another upload: Novu does not look at
   *   files when it compares requests, and would answer as to the first.
   */
  upload: Object.assign(uploadMethod, { operation: upload })
}) {}

/**
 * The operations of this group, as data.
 *
 * @category operations
 * @since 0.1.0
 */
export const operations: typeof Translations.operations = Translations.operations
