import { globSync, statSync } from "node:fs"
import { join } from "node:path"
import { bytesWithoutMaps, pack } from "../../scripts/checkPackage/pack.ts"
import type { Row } from "./row.ts"
import { root } from "./stage.ts"

interface Content {
  readonly files: number
  readonly bytes: number
}

const contentOf = (names: ReadonlyArray<string>): Content =>
  names.flatMap((name) =>
    globSync("**/*", { cwd: join(root, "node_modules", name) }).map((file) => [name, file] as const)
  )
    .map(([name, file]) => statSync(join(root, "node_modules", name, file)))
    .filter((stat) => stat.isFile())
    .reduce((sum, { size }) => ({ files: sum.files + 1, bytes: sum.bytes + size }), { files: 0, bytes: 0 })

export const install = (folder: string): ReadonlyArray<Row> => {
  const packed = pack(folder)
  const bytes = packed.files.reduce((sum, { size }) => sum + size, 0)
  const effect = contentOf(["effect"])
  const peer = contentOf(["@novu/api"])
  const peerWhole = contentOf(["@novu/api", "zod"])
  return [
    { what: "files", unit: "files", ours: packed.files.length, peer: peer.files },
    { what: "unpacked", unit: "KB", ours: bytes / 1000, peer: peer.bytes / 1000 },
    { what: "unpacked, without source maps", unit: "KB", ours: bytesWithoutMaps(packed) / 1000 },
    {
      what: "unpacked, with what it needs (Effect; zod)",
      unit: "KB",
      ours: (bytes + effect.bytes) / 1000,
      peer: peerWhole.bytes / 1000
    }
  ]
}
