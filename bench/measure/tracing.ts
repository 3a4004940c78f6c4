import { Context, Tracer } from "effect"

/** This tracer keeps nothing, but the client has to make spans for it. */
export const tracing = Context.make(Tracer.Tracer, Tracer.make({ span: (options) => new Tracer.NativeSpan(options) }))
