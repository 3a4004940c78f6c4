import { assert, it } from "@effect/vitest"
import ts from "typescript-5.9"

const file = `${process.cwd()}/test/types/hovered.ts`

const text = `
import { DateTime, Effect, Schema } from "effect"
import { Events, Trigger } from "effect-novu"
const OrderShipped = Trigger.make("order-shipped", { payload: { orderId: Schema.String, at: Schema.DateTimeUtc } })
export const sent = Effect.gen(function*() {
  const { trigger } = yield* Events
  const at = yield* DateTime.now
  return yield* trigger(OrderShipped, { to: "ada", payload: { orderId: "o1", at } })
})
`

const read = (name: string) => name === file ? text : ts.sys.readFile(name)

/** Returns what an editor shows over the last place of a text. */
const editor = () => {
  const service = ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => ts.ScriptSnapshot.fromString(read(name) ?? ""),
    getCurrentDirectory: () => process.cwd(),
    getCompilationSettings: () => ({
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      customConditions: ["effect-novu:source"]
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: read
  })
  assert.deepStrictEqual(service.getSemanticDiagnostics(file).map(({ messageText }) => messageText), [])
  return (place: string) =>
    ts.displayPartsToString(service.getQuickInfoAtPosition(file, text.lastIndexOf(place))?.displayParts)
}

it("shows the payload, the result and the error of a trigger in an editor", { timeout: 60_000 }, () => {
  const hover = editor()
  const payload = /payload: \{\s+readonly orderId: string;\s+readonly at: DateTime.Utc;\s+\}/
  assert.match(hover("payload: {"), payload)
  assert.match(
    hover("trigger(OrderShipped"),
    /event: EventOf<\{\s+readonly orderId: string;\s+readonly at: DateTime.Utc;/
  )
  assert.include(hover("trigger(OrderShipped"), "Effect.Effect<NovuResponse<Triggered>, NovuError>")
  assert.include(hover("sent ="), "Effect.Effect<NovuResponse<Triggered>, NovuError, Events>")
})
