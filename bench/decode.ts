/** Prints the measurements of decoding as JSON. `compiled.ts` runs it with a compiler for schemas loaded first. */
import { decoding } from "./measure/decoding.ts"

console.log(JSON.stringify(await decoding(process.argv.includes("--quick"))))
