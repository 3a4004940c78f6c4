/**
 * Tells bundlers that what a module computes while it loads may be left out
 * when nobody uses it.
 *
 * Compilers and bundlers cannot know that `Schema.Struct({ … })` does nothing
 * but return a value. `babel-plugin-annotate-pure-calls` marks such calls, as it
 * does for Effect's own packages. It is not enough where an argument spreads an
 * object or reads a member, since a getter might run: there the whole expression
 * goes into a marked function. That holds for `Schema.String` too, which a bundler
 * may not see to be plain. Without these functions, a program that imports one
 * schema keeps every module which that schema's file imports (`scripts/size.ts`).
 */
import { createRequire } from "node:module"

interface Node {
  readonly type: string
  readonly leadingComments?: ReadonlyArray<{ readonly value: string }> | null
}

interface Path {
  readonly node: Node
  readonly parentPath: Path
  get(key: string): Path
  get(key: "arguments"): Array<Path>
  traverse(visitor: Visitor): void
  skip(): void
  replaceWith(node: unknown): void
  isFunction(): boolean
  isProgram(): boolean
  isExportNamedDeclaration(): boolean
}

interface Visitor {
  [type: string]: ((path: Path) => void) | { readonly exit: (path: Path) => void }
}

interface SourceMap {
  readonly sources: Array<string>
}

interface Babel {
  readonly types: {
    arrowFunctionExpression(parameters: ReadonlyArray<never>, body: unknown): unknown
    callExpression(callee: unknown, parameters: ReadonlyArray<never>): unknown
    addComment(node: unknown, position: "leading", text: string): void
  }
  transformSync(code: string, options: object): { readonly code: string; readonly map: SourceMap }
}

const require = createRequire(import.meta.url)
const babel = require("@babel/core") as Babel
const { types } = babel

const mark = "#__PURE__"
const isMarked = ({ leadingComments }: Node): boolean =>
  leadingComments?.some(({ value }) => value.includes(mark)) ?? false

const mayRunCode = (path: Path): boolean => {
  if (path.isFunction()) return false
  let found = false
  const member = (at: Path) => {
    const call = at.parentPath
    const isCallee = call.node.type === "CallExpression" && Reflect.get(call.node, "callee") === at.node
    if (!isCallee) found = true
  }
  if (path.node.type === "MemberExpression") member(path)
  path.traverse({
    Function: (inner) => inner.skip(),
    SpreadElement: () => {
      found = true
    },
    MemberExpression: member
  })
  return found
}

const wrap = (path: Path): void => {
  const call = types.callExpression(types.arrowFunctionExpression([], path.node), [])
  // The comments of what is replaced go to the call.
  if (!isMarked(path.node)) types.addComment(call, "leading", mark)
  path.replaceWith(call)
  path.skip()
}

/** Finds expressions that bundlers keep because a getter might run in them. */
const computes: ReadonlySet<string | undefined> = new Set(["ObjectExpression", "MemberExpression"])

const isTopLevel = (declarator: Path): boolean => {
  const outer = declarator.parentPath.parentPath
  return outer.isProgram() || outer.isExportNamedDeclaration()
}

const wrapWhatMayRunCode = () => ({
  visitor: {
    Program: {
      exit: (program: Path) =>
        program.traverse({
          Function: (path) => path.skip(),
          CallExpression: (path) => {
            if (!isMarked(path.node)) return
            if (path.get("arguments").some(mayRunCode)) wrap(path)
          },
          VariableDeclarator: (path) => {
            const value = path.get("init")
            if (isTopLevel(path) && computes.has(value.node?.type) && mayRunCode(value)) wrap(value)
          }
        })
    }
  } satisfies Visitor
})

/** Returns the code with its annotations, and a map that still leads to the TypeScript it came from. */
export const annotatePure = (
  file: string,
  code: string,
  map: SourceMap
): { readonly code: string; readonly map: SourceMap } =>
  babel.transformSync(code, {
    filename: file,
    babelrc: false,
    configFile: false,
    compact: false,
    sourceMaps: true,
    inputSourceMap: map,
    shouldPrintComment: () => true,
    plugins: [require.resolve("babel-plugin-annotate-pure-calls"), wrapWhatMayRunCode]
  })
