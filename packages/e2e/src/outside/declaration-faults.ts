import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript-6';

/** tRPC's own, which travel inside: a procedure's parsers may be of any library. */
const foreign = new Set(['ParserMyZodEsque', 'Parser']);

/** What a client has no business to know. */
const secrets =
  /\b(kysely|mysql\w*|ioredis|sqlite\w*|zod|argon\w*)\b|node:|hash|\b(\w*Services?|SessionStore|SessionBook|Membership|CookieJar|Context)\b/i;

const nameOf = (statement: ts.Statement): string =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map((declared) => declared.name.getText()).join(', ')
    : 'name' in statement && typeof statement.name === 'object' && statement.name !== null && 'text' in statement.name
      ? String(statement.name.text)
      : 'a statement';

const isIndexed = (node: ts.Node): boolean =>
  ts.isIndexSignatureDeclaration(node) ||
  // `Record<string, …>` is one by another name.
  (ts.isTypeReferenceNode(node) &&
    node.typeName.getText() === 'Record' &&
    node.typeArguments?.[0]?.kind === ts.SyntaxKind.StringKeyword);

const faultsOf = (statement: ts.Statement): string[] => {
  const faults: string[] = [];
  const look = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) faults.push('any');
    if (isIndexed(node)) faults.push('an index signature');
    ts.forEachChild(node, look);
  };
  look(statement);
  return faults;
};

/** `file: name: fault` of every declaration in this folder that hides a type, or tells of the server's inside. */
export const declarationFaults = async (folder: string): Promise<string[]> => {
  const faults: string[] = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.d.ts'))) {
    const source = ts.createSourceFile(file, await readFile(join(folder, file), 'utf8'), ts.ScriptTarget.ES2022, true);
    for (const statement of source.statements) {
      const name = nameOf(statement);
      if (!foreign.has(name)) faults.push(...faultsOf(statement).map((fault) => `${file}: ${name}: ${fault}`));
      const secret = secrets.exec(statement.getText());
      if (secret) faults.push(`${file}: ${name}: names ${secret[0]}`);
    }
  }
  return faults;
};
