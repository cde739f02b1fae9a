import ts from 'typescript5';
import type { PublicApi, PublicExport } from './public-api.ts';

/**
 * The optional members of an export that cannot be given as `undefined`: a caller who passes on an
 * option of its own could not compile under `exactOptionalPropertyTypes`.
 */
export function membersRefusingUndefined(
  { name, declarations }: PublicExport,
  { checker }: PublicApi,
): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    // What a function does inside is its own business.
    if (ts.isBlock(node) || ts.isSourceFile(node)) return;
    if (ts.isPropertySignature(node) && node.questionToken && !takesUndefined(node, checker)) {
      found.push(`${name}: ${node.name.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  declarations.forEach(visit);
  return found;
}

const undefinedOrMore = ts.TypeFlags.Undefined | ts.TypeFlags.Unknown | ts.TypeFlags.Any;

function takesUndefined({ type }: ts.PropertySignature, checker: ts.TypeChecker): boolean {
  if (type === undefined) return true;
  const declared = checker.getTypeFromTypeNode(type);
  const alternatives = declared.isUnion() ? declared.types : [declared];
  return alternatives.some(({ flags }) => (flags & undefinedOrMore) !== 0);
}
