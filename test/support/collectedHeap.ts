import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

setFlagsFromString("--expose-gc")
const collect: unknown = runInNewContext("gc")

/** Returns the bytes of the heap that are in use after a collection. */
export const collectedHeap = (): number => {
  if (typeof collect !== "function") throw new Error("this engine does not collect when it is told to")
  // A second round collects what finalisers have freed.
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
