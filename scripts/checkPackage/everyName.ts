import { join } from "node:path"
import ts from "typescript-5.9"

const isWord = (name: string): boolean => /^[a-zA-Z]\w*$/.test(name)

/** A branded string is an intersection, too, and has the members of a string. */
const isObject = (type: ts.Type): boolean =>
  type.isUnionOrIntersection() ? type.types.every(isObject) : (type.flags & ts.TypeFlags.Object) !== 0

/**
 * Leaves out members under a symbol, because they are Effect's, and some of them
 * cannot be named. Those of a list are the platform's.
 */
const membersOf = (checker: ts.TypeChecker, type: ts.Type): ReadonlyArray<string> =>
  (type.isUnion() ? type.types : [type]).some((each) => checker.isArrayType(each) || checker.isTupleType(each))
    ? []
    : checker.getPropertiesOfType(type).map(({ name }) => name).filter(isWord)

const ofValue = (checker: ts.TypeChecker, name: string, symbol: ts.Symbol): ReadonlyArray<string> => {
  const type = checker.getTypeOfSymbol(symbol)
  const isClass = type.getConstructSignatures().length > 0
  return [
    name,
    ...type.getCallSignatures().slice(0, 1).map(() => `(...input: Parameters<typeof ${name}>) => ${name}(...input)`),
    ...(isClass ? [`(...input: ConstructorParameters<typeof ${name}>) => input[0]`] : []),
    ...membersOf(checker, type).filter((member) => !["prototype", "length", "name"].includes(member))
      .map((member) => `${name}.${member}`)
  ]
}

const parametersOf = ([declaration]: ReadonlyArray<ts.Declaration> = []): ReadonlyArray<unknown> =>
  declaration !== undefined && (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration))
    ? declaration.typeParameters ?? []
    : []

const ofType = (checker: ts.TypeChecker, name: string, symbol: ts.Symbol): ReadonlyArray<string> => {
  const type = checker.getDeclaredTypeOfSymbol(symbol)
  const parameters = parametersOf(symbol.declarations)
  const full = parameters.length === 0 ? name : `${name}<${parameters.map(() => "any").join(", ")}>`
  const members = isObject(type) ? membersOf(checker, type) : []
  const methods = members.filter((member) => {
    const property = type.getProperty(member)
    // The parameters of a method that differs from variant to variant are no list.
    return !type.isUnion() && property !== undefined && checker.getTypeOfSymbol(property).getCallSignatures().length > 0
  })
  return [
    `(value: ${full}) => [value]`,
    `(value: ${full}) => ({ ${members.map((member) => `${member}: value.${member}`).join(", ")} })`,
    ...members.map((member) => `(value: ${full}) => value.${member}`),
    ...methods.map((method) =>
      `(value: ${full}, ...input: Parameters<${full}["${method}"]>) => value.${method}(...input)`
    )
  ]
}

const ofExport = (checker: ts.TypeChecker, name: string, exported: ts.Symbol): ReadonlyArray<string> => {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
  const isValue = (symbol.flags & ts.SymbolFlags.Value) !== 0 && (symbol.flags & ts.SymbolFlags.ValueModule) === 0
  const isType = (symbol.flags & ts.SymbolFlags.Type) !== 0
  return [
    ...(isValue ? ofValue(checker, name, symbol) : []),
    ...(isType ? ofType(checker, name, symbol) : [])
  ]
}

/**
 * Writes a module that exports something made of each name that the package
 * exports: the value, what it returns, an object of a type's members, and each
 * member. Its declarations have to name all that can be inferred from the package.
 */
export const everyName = (folder: string, modules: ReadonlyArray<string>): string => {
  const imports = modules.map((module, index) => `import * as M${index} from "${module}"\n`).join("")
  const file = join(folder, "everyName.ts")
  const host = ts.createCompilerHost({})
  const read = host.getSourceFile
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, imports, ts.ScriptTarget.ES2022) : read(name, ...rest)
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    types: []
  }, host)
  const checker = program.getTypeChecker()
  const symbol = (node: ts.Node) => {
    const found = checker.getSymbolAtLocation(node)
    if (found === undefined) throw new Error(`${node.getText()} is not in the package`)
    return checker.getAliasedSymbol(found)
  }
  const made: Array<string> = []
  for (const statement of program.getSourceFile(file)?.statements ?? []) {
    if (!ts.isImportDeclaration(statement)) continue
    const bindings = statement.importClause?.namedBindings
    if (bindings === undefined || !ts.isNamespaceImport(bindings)) continue
    for (const exported of checker.getExportsOfModule(symbol(bindings.name))) {
      made.push(...ofExport(checker, `${bindings.name.text}.${exported.name}`, exported))
    }
  }
  if (made.length === 0) throw new Error("the package exports nothing")
  return imports + made.map((expression, index) => `export const made${index} = ${expression}\n`).join("")
}
