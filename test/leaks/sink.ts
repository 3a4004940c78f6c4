/**
 * Reads everything that a program shows of itself: logs in every format, spans,
 * metrics, and the values and errors that its calls end with.
 */
import { Cause, Console, Effect, Exit, Layer, Logger, Metric, References, Tracer } from "effect"
import { inspect } from "node:util"
import { marksOf } from "./forms.ts"

/** These options print values with all their levels. */
const all = { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity }

export class Sink {
  /** Counts the characters that were read. */
  read = 0
  /** Says where the mark was found, in whichever form, and what stood around it. */
  readonly found: Array<string> = []
  readonly #marks: ReadonlyArray<string>

  constructor(mark: string) {
    this.#marks = marksOf(mark)
  }

  text(where: string, text: string): void {
    this.read += text.length
    for (const mark of this.#marks) {
      const at = text.indexOf(mark)
      if (at !== -1) this.found.push(`${where}: ${text.slice(Math.max(0, at - 200), at + 60)}`)
    }
  }

  value(where: string, value: unknown): void {
    this.text(where, typeof value === "string" ? value : inspect(value, all))
  }

  /** Prints the end of a call in every way in which a program may. */
  readonly exit = (exit: Exit.Exit<unknown, unknown>): void => {
    this.value("the exit", exit)
    this.text("JSON of the exit", JSON.stringify(exit))
    if (Exit.isSuccess(exit)) {
      this.value("the value", exit.value)
      this.text("JSON of the value", JSON.stringify(exit.value) ?? "")
      return
    }
    this.text("the pretty cause", Cause.pretty(exit.cause))
    for (const reason of exit.cause.reasons) {
      const error = reason._tag === "Fail" ? reason.error : reason
      this.value("the error", error)
      this.text("everything of the error", inspect(error, { ...all, showHidden: true }))
      this.text("JSON of the error", JSON.stringify(error))
      this.text("the error as text", String(error))
      if (error instanceof Error) this.text("the stack", String(error.stack))
    }
  }

  /** Provides loggers, a console for them, and a tracer, at the most verbose level. */
  get layer(): Layer.Layer<never> {
    const span = (span: Tracer.NativeSpan, exit: Exit.Exit<unknown, unknown>) => {
      this.value("a span", [span.name, [...span.attributes], span.events, span.links, span.kind])
      if (Exit.isFailure(exit)) this.exit(exit)
    }
    class RecordingSpan extends Tracer.NativeSpan {
      override end(endTime: bigint, exit: Exit.Exit<unknown, unknown>): void {
        super.end(endTime, exit)
        span(this, exit)
      }
    }
    const write = (...parts: ReadonlyArray<unknown>) => {
      for (const part of parts) this.value("a log", part)
    }
    const recorder: Console.Console = new Proxy(console, { get: () => write })
    return Logger.layer([
      Logger.consolePretty(),
      Logger.consoleJson,
      Logger.consoleLogFmt,
      Logger.consoleStructured,
      Logger.tracerLogger
    ]).pipe(
      Layer.merge(Layer.succeed(Tracer.Tracer, Tracer.make({ span: (options) => new RecordingSpan(options) }))),
      Layer.merge(Layer.succeed(References.MinimumLogLevel, "All")),
      Layer.merge(Layer.succeed(Console.Console, recorder))
    )
  }

  /** Reads what the metrics hold. Call it at the end, in the program's own context. */
  readonly metrics: Effect.Effect<void> = Effect.map(
    Effect.all([Metric.dump, Metric.snapshot]),
    ([dump, snapshot]) => {
      this.text("the metrics", dump)
      this.value("the metrics", snapshot)
    }
  )
}
