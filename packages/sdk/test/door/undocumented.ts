import ts from 'typescript-6';

const hasWords = (symbol: ts.Symbol, checker: ts.TypeChecker): boolean =>
  symbol.getDocumentationComment(checker).length > 0;

/** `type: 'read'`: the variant's name says what it is. */
const isTag = (member: ts.TypeElement): boolean =>
  ts.isPropertySignature(member) && member.type !== undefined && ts.isLiteralTypeNode(member.type);

/** Whether a comment stands between the variant before this one and this one. */
const hasWordsBefore = ({ types, pos }: ts.UnionTypeNode, index: number): boolean => {
  const variant = types[index];
  const text = variant?.getSourceFile().text.slice(types[index - 1]?.end ?? pos, variant.getStart());
  return text?.includes('/**') ?? false;
};

/** The members that a reader meets in this type, variants of a union one after the other. */
const membersOf = (node: ts.Node): ts.TypeElement[] => {
  if (ts.isInterfaceDeclaration(node)) return [...node.members];
  if (ts.isTypeAliasDeclaration(node)) return membersOf(node.type);
  if (ts.isTypeLiteralNode(node)) return [...node.members];
  if (ts.isUnionTypeNode(node)) {
    // A comment before a variant speaks for all of it.
    return node.types.filter((_, index) => !hasWordsBefore(node, index)).flatMap(membersOf);
  }
  return ts.isIntersectionTypeNode(node) ? node.types.flatMap(membersOf) : [];
};

/** Every public name behind these doors that says nothing about itself: exports, their members, and procedures. */
export const undocumented = (doors: readonly string[]): string[] => {
  const program = ts.createProgram(doors, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    jsx: ts.JsxEmit.ReactJSX,
    noEmit: true,
    strict: true,
  });
  const checker = program.getTypeChecker();
  const silent = new Set<string>();

  const lookAtProcedures = (type: ts.Type, path: string): void => {
    for (const property of type.getProperties()) {
      const name = `${path}.${property.name}`;
      const inner = checker.getTypeOfSymbol(property);
      const isProcedure = ['query', 'mutate', 'subscribe'].some((kind) => inner.getProperty(kind));
      if (isProcedure && !hasWords(property, checker)) silent.add(name);
      if (!isProcedure) lookAtProcedures(inner, name);
    }
  };

  for (const door of doors) {
    const source = program.getSourceFile(door);
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${door} opens nothing`);
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (!hasWords(symbol, checker)) silent.add(symbol.name);
      for (const member of (symbol.declarations ?? []).flatMap(membersOf)) {
        const named = member.name && checker.getSymbolAtLocation(member.name);
        if (named && !isTag(member) && !hasWords(named, checker)) silent.add(`${symbol.name}.${named.name}`);
      }
      if (symbol.name.endsWith('Trpc')) lookAtProcedures(checker.getDeclaredTypeOfSymbol(symbol), symbol.name);
    }
  }
  return [...silent];
};
