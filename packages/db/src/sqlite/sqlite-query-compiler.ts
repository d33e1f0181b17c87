import { SqliteQueryCompiler as KyselySqliteQueryCompiler } from 'kysely';
import type { SelectModifierNode } from 'kysely';

/** SQLite has no row locks and needs none: a transaction that begins `immediate` has the whole file to itself. */
export class SqliteQueryCompiler extends KyselySqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier !== 'ForUpdate') super.visitSelectModifier(node);
  }
}
