import ts from 'typescript5';
import type { PublicApi, PublicExport } from './public-api.ts';

/**
 * What the docstring of a synchronous form leaves out that its asynchronous form says: who reads it
 * in an editor sees this one alone.
 */
export function omissionsOf(
  exports: readonly PublicExport[],
  { checker }: PublicApi,
): readonly string[] {
  const codesOf = ({ symbol }: PublicExport): readonly string[] =>
    symbol
      .getJsDocTags(checker)
      .filter(({ name }) => name === 'throws')
      .flatMap(({ text }) => ts.displayPartsToString(text).match(/\bERR_[A-Z_]+\b/g) ?? []);
  return exports.flatMap((form) => {
    const other = exports.find(({ name }) => `${name}Sync` === form.name);
    if (other === undefined) return [];
    // None of them asks an issuer over a network.
    const codes = new Set([...codesOf(form), 'ERR_ISSUER_OFFLINE']);
    const missing = codesOf(other).filter((code) => !codes.has(code));
    return missing.map((code) => `${form.name}: @throws does not name ${code}`);
  });
}
