/** Serves uploads of translations, which are forms. */
import * as Effect from "effect/Effect"
import { isReadonlyObject } from "effect/Predicate"
import { parsedJson } from "../../wire/parsedJson.ts"
import { badRequest, notFound, type Rejection, validationFailed } from "../protocol/rejection.ts"
import { type Handler, makeRoute, type Route } from "../protocol/route.ts"
import { textOf } from "../worker/values.ts"
import { availability, findResource, importMaster, localeOf, resourceTypes, writeTranslation } from "./translations.ts"

const filesIn = (form: FormData, ...names: ReadonlyArray<string>): ReadonlyArray<File> =>
  names.flatMap((name) => form.getAll(name)).filter((each) => each instanceof File)

/** Reads the language of a file from its name. */
const localeOfFile = (name: string): string | undefined =>
  name.endsWith(".json") ? localeOf(name.slice(0, -".json".length)) : undefined

const jsonIn = async (file: File): Promise<Readonly<Record<string, unknown>> | undefined> => {
  const json = parsedJson(await file.text())
  return isReadonlyObject(json) ? json : undefined
}

const invalidNames = (names: ReadonlyArray<string>): Rejection => ({
  ...badRequest("Invalid file names"),
  errors: names.map((name) => `${name} must be a valid locale filename`)
})

/** A file that is no JSON is told of in a success, beside those that were taken. */
const upload: Handler = ({ form, now, store }) =>
  Effect.gen(function*() {
    const fields = yield* form
    const resourceId = textOf(fields.get("resourceId"))
    const resourceType = resourceTypes.find((type) => type === textOf(fields.get("resourceType")))
    if (resourceId === undefined || resourceType === undefined) {
      return yield* Effect.fail(validationFailed([
        ...(resourceId === undefined ? ["resourceId should not be empty"] : []),
        ...(resourceType === undefined ? ["resourceType must be one of the following values: workflow, layout"] : [])
      ]))
    }
    const files = filesIn(fields, "files", "files[]")
    const wrong = files.filter(({ name }) => localeOfFile(name) === undefined).map(({ name }) => name)
    if (wrong.length > 0) return yield* Effect.fail(invalidNames(wrong))
    const resource = findResource(store, resourceType, resourceId)
    if (resource === undefined) return yield* Effect.fail(notFound("Workflow cannot be found"))
    const errors: Array<string> = []
    for (const file of files) {
      const content = yield* Effect.promise(() => jsonIn(file))
      if (content === undefined) errors.push(`Invalid JSON in file: ${file.name}`)
      else writeTranslation(store, resource, localeOfFile(file.name) ?? "", content, now)
    }
    return {
      totalFiles: files.length,
      successfulUploads: files.length - errors.length,
      failedUploads: errors.length,
      errors
    }
  })

const uploadMaster: Handler = ({ form, now, store }) =>
  Effect.gen(function*() {
    const [file, ...others] = filesIn(yield* form, "file")
    if (file === undefined || others.length > 0) {
      return yield* Effect.fail(badRequest("Exactly one file must be uploaded"))
    }
    const locale = localeOfFile(file.name)
    if (locale === undefined) return yield* Effect.fail(badRequest(`Invalid filename: ${file.name}`))
    const master = yield* Effect.promise(() => jsonIn(file))
    if (master === undefined || Object.keys(master).length === 0) {
      return yield* Effect.fail(badRequest("Invalid or empty JSON"))
    }
    return importMaster(store, locale, master, now)
  })

const route = makeRoute({ category: "global", level: "stored", availability })

const base = "/v2/translations"

export const routes: ReadonlyArray<Route> = [
  route("POST", `${base}/upload`, 200, upload),
  route("POST", `${base}/master-json/upload`, 200, uploadMaster)
]
