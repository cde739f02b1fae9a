import ts from 'typescript5';
import type { PublicApi, PublicExport } from './public-api.ts';

/** Everything that the docstrings of one export leave out, in words. */
export function objectionsTo(found: PublicExport, { checker }: PublicApi): readonly string[] {
  const { symbol, declarations, name } = found;
  const [module] = declarations.filter((each) => ts.isSourceFile(each));
  if (module !== undefined) return objectionsToModule(found, checker, module);
  const docs = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  const undocumented = docs === '' ? [`${name}: no docstring`] : [];
  const signatures = declarations.flatMap(signatureOf);
  const inFunction =
    signatures.length === 0 ? [] : objectionsToFunction(found, checker, signatures);
  const members = declarations.flatMap((each) =>
    ts.isInterfaceDeclaration(each) ? each.members.filter((member) => !hasDocs(member)) : [],
  );
  const unnamed = throwsOf(symbol, checker).filter((text) => !namesAFault(text));
  return [
    ...undocumented,
    ...inFunction,
    ...members.map((member) => `${name}.${member.name?.getText() ?? '()'}: no docstring`),
    ...unnamed.map((text) => `${name}: @throws names no code: ${text}`),
  ];
}

/** A namespace: the file begins with what it is, and each name in it says what that one is. */
function objectionsToModule(
  { name, symbol }: PublicExport,
  checker: ts.TypeChecker,
  { text }: ts.SourceFile,
): readonly string[] {
  const members = checker.getExportsOfModule(symbol);
  return [
    ...(text.startsWith('/**') ? [] : [`${name}: no docstring`]),
    ...members
      .filter((each) => each.getDocumentationComment(checker).length === 0)
      .map((each) => `${name}.${each.name}: no docstring`),
  ];
}

function objectionsToFunction(
  { name, symbol }: PublicExport,
  checker: ts.TypeChecker,
  signatures: readonly ts.SignatureDeclaration[],
): readonly string[] {
  const tags = symbol.getJsDocTags(checker);
  const textOf = (tag: ts.JSDocTagInfo): string => ts.displayPartsToString(tag.text);
  const described = tags
    .filter((tag) => tag.name === 'param')
    .map((tag) => /^(\S+)\s+\S/.exec(textOf(tag))?.[1]);
  // One that is taken apart at once has no name; its tag may give it any.
  const parameters = signatures.flatMap(({ parameters: all }) =>
    all.map((each, at) =>
      ts.isIdentifier(each.name) ? each.name.text : (described[at] ?? '{ … }'),
    ),
  );
  const has = (wanted: string): boolean => tags.some((tag) => tag.name === wanted);
  return [
    ...[...new Set(parameters)]
      .filter((parameter) => !described.includes(parameter))
      .map((parameter) => `${name}: no @param ${parameter}`),
    ...(has('returns') || signatures.every((each) => returnsNothing(each))
      ? []
      : [`${name}: no @returns`]),
    ...(has('example') ? [] : [`${name}: no @example`]),
  ];
}

/** A function, also one that a constant holds. */
function signatureOf(declaration: ts.Declaration): readonly ts.SignatureDeclaration[] {
  if (ts.isFunctionDeclaration(declaration)) return [declaration];
  if (!ts.isVariableDeclaration(declaration)) return [];
  const { initializer, type } = declaration;
  if (type !== undefined && ts.isFunctionTypeNode(type)) return [type];
  if (initializer === undefined) return [];
  return ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)
    ? [initializer]
    : [];
}

/** `void`, or that from a promise or an operation; also what never returns or only asserts. */
function returnsNothing({ type }: ts.SignatureDeclaration): boolean {
  const text = type?.getText() ?? 'void';
  return /^(void|never|undefined|asserts .*|(Promise|Operation)<(void|never|undefined)>)$/.test(
    text,
  );
}

function hasDocs(member: ts.TypeElement): boolean {
  return ts.getJSDocCommentsAndTags(member).length > 0;
}

function throwsOf(symbol: ts.Symbol, checker: ts.TypeChecker): readonly string[] {
  return symbol
    .getJsDocTags(checker)
    .filter((tag) => tag.name === 'throws')
    .map((tag) => ts.displayPartsToString(tag.text));
}

/** A code, a mistake in calling, the function whose faults are passed on, or a signal's reason. */
function namesAFault(text: string): boolean {
  return /\bERR_[A-Z_]+\b|\b(Type|Range)Error\b|`\w+`|\bsignal\b/.test(text);
}
